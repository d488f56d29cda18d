"""What of torch can be reached, as plain names: functions, classes, tensor methods and attributes, module members."""

from __future__ import annotations

from builder.word_list import words

ELEMENTWISE = words(
    """
    abs absolute acos acosh add addcdiv addcmul asin asinh atan atan2 atanh bitwise_and bitwise_not bitwise_or
    bitwise_xor ceil clamp clamp_max clamp_min clip cos cosh deg2rad div divide eq erf erfc exp exp2 expm1 fix floor
    floor_divide fmod frac ge greater greater_equal gt heaviside hypot i0 isclose isfinite isinf isnan le less
    less_equal lerp lgamma log log10 log1p log2 logaddexp logical_and logical_not logical_or logical_xor logit lt
    maximum minimum mul multiply nan_to_num ne neg negative nextafter not_equal pow rad2deg reciprocal relu relu_
    remainder round rsqrt sigmoid sigmoid_ sign sin sinc sinh softmax log_softmax sqrt square sub subtract tan tanh
    tanh_ true_divide trunc where xlogy
    """
)
REDUCTIONS = words(
    """
    all allclose amax amin aminmax any argmax argmin argsort count_nonzero cummax cummin cumprod cumsum diff dist equal
    kthvalue logsumexp max mean median min mode nanmean nansum norm prod quantile sort std sum topk unique var
    """
)
PRODUCTS = words(
    "addbmm addmm addmv baddbmm bmm cross dot inner matmul mm mv outer ger matrix_power trace tril triu diag diagonal"
)
SHAPES = words(
    """
    broadcast_to chunk flatten flip fliplr flipud gather index_select masked_fill masked_select movedim moveaxis narrow
    nonzero permute repeat_interleave reshape roll rot90 scatter scatter_add select split squeeze swapaxes swapdims t
    take_along_dim tensor_split tile transpose unbind unflatten unsqueeze index_add index_fill index_copy diag_embed
    take is_floating_point is_complex clone detach numel
    """
)
TORCH_FUNCTIONS = (
    *ELEMENTWISE,
    *REDUCTIONS,
    *PRODUCTS,
    *SHAPES,
    *words(
        """
        arange as_tensor atleast_1d atleast_2d atleast_3d bernoulli block_diag broadcast_tensors bucketize
        cartesian_prod cat cdist column_stack concat concatenate cosine_similarity dropout dstack einsum empty
        empty_like eye full full_like hsplit hstack is_tensor isin kron linspace logspace
        meshgrid multinomial normal ones ones_like pairwise_distance polar rand range rand_like randint
        randint_like randn randn_like randperm searchsorted stack std_mean tensor tensordot var_mean vsplit vstack
        zeros zeros_like is_grad_enabled broadcast_shapes tril_indices triu_indices complex real imag selu celu
        view_as_complex view_as_real rrelu prelu conv1d conv2d conv3d bilinear layer_norm batch_norm group_norm spmm
        conj hann_window hamming_window blackman_window bartlett_window kaiser_window
        """
    ),
)
TORCH_CONSTANTS = words(
    """
    float float32 float64 double float16 half bfloat16 int8 int16 short int32 int int64 long uint8 bool complex64 cfloat
    pi e inf nan strided contiguous_format preserve_format channels_last
    """
)
TENSOR_METHODS = (
    *ELEMENTWISE,
    *REDUCTIONS,
    *PRODUCTS,
    *SHAPES,
    *words(
        """
        backward bernoulli bfloat16 bool byte char clamp_ clip_ contiguous copy_ cpu dim double element_size expand
        expand_as exponential_ fill_ float get_device half index_add_ index_copy_ index_fill_ index_put index_put_ int
        is_contiguous item log_normal_ log_softmax long masked_fill_ masked_scatter masked_scatter_
        multinomial ndimension nelement new_empty new_full new_ones new_tensor new_zeros normal_ put_ random_ ravel
        repeat requires_grad_ reshape_as retain_grad scatter_ scatter_add_ short size softmax std stride
        sum_to_size tolist to type_as unfold uniform_ view view_as zero_ abs_ add_ addcdiv_ addcmul_ addmm_ baddbmm_
        ceil_ cos_ detach_ div_ erf_ exp_ fill_diagonal_ floor_ fmod_ lerp_ log_ logical_not_ mul_ neg_ pow_
        reciprocal_ relu_ remainder_ round_ rsqrt_ sigmoid_ sign_ sin_ sqrt_ squeeze_ sub_ t_ tan_ tanh_ transpose_
        tril_ triu_ trunc_ unsqueeze_ bernoulli_ cauchy_ geometric_ clamp_min_ clamp_max_ square_ swapaxes_
        storage_offset conj
        """
    ),
)
TENSOR_ATTRIBUTES = words(
    "shape dtype device is_cuda ndim requires_grad grad is_leaf data T mT H itemsize nbytes real imag"
)
TENSOR_SETTABLE = words("data grad requires_grad")
FUNCTIONAL = words(
    """
    adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool1d adaptive_max_pool2d
    adaptive_max_pool3d affine_grid alpha_dropout avg_pool1d avg_pool2d avg_pool3d batch_norm bilinear
    binary_cross_entropy binary_cross_entropy_with_logits celu channel_shuffle conv1d conv2d conv3d conv_transpose1d
    conv_transpose2d conv_transpose3d cosine_embedding_loss cosine_similarity cross_entropy dropout dropout1d dropout2d
    dropout3d elu elu_ embedding embedding_bag feature_alpha_dropout fold gaussian_nll_loss gelu glu grid_sample
    group_norm gumbel_softmax hardshrink hardsigmoid hardswish hardtanh hinge_embedding_loss huber_loss instance_norm
    interpolate kl_div l1_loss layer_norm leaky_relu leaky_relu_ linear local_response_norm log_softmax logsigmoid
    lp_pool1d lp_pool2d margin_ranking_loss max_pool1d max_pool2d max_pool3d mish mse_loss multi_head_attention_forward
    multi_margin_loss nll_loss
    normalize one_hot pad pairwise_distance pdist pixel_shuffle pixel_unshuffle poisson_nll_loss prelu relu relu6 relu_
    rms_norm rrelu scaled_dot_product_attention selu sigmoid silu smooth_l1_loss soft_margin_loss softmax softmin
    softplus softshrink softsign tanh tanhshrink threshold triplet_margin_loss unfold upsample
    """
)
INIT = words(
    """
    calculate_gain constant_ dirac_ eye_ kaiming_normal_ kaiming_uniform_ normal_ ones_ orthogonal_ sparse_
    trunc_normal_ uniform_ xavier_normal_ xavier_uniform_ zeros_
    """
)
FFT = words("fft ifft fft2 ifft2 fftn ifftn rfft irfft rfft2 irfft2 fftshift ifftshift")
LINALG = words("norm vector_norm matrix_norm")
MODULE_METHODS = words(
    """
    add_module bfloat16 buffers children cpu double eval extra_repr float forward get_buffer get_parameter
    get_submodule half load_state_dict modules named_buffers named_children named_modules named_parameters parameters
    register_buffer register_module register_parameter requires_grad_ state_dict to train zero_grad append extend
    insert pop keys values items update clear reset_parameters flatten_parameters copy popitem setdefault get
    """
)
CONVERSIONS = words("to double float half bfloat16 cpu")
"""Methods of a module that change the memory of its tensors."""
CONTAINERS = words("Module Sequential ModuleList ModuleDict ParameterList ParameterDict")
RETURNED_FIELDS = words("values indices min max sign logabsdet missing_keys unexpected_keys")
DISTRIBUTIONS = {
    "Normal": "normal", "Bernoulli": "bernoulli", "Categorical": "categorical",
    "OneHotCategorical": "one_hot_categorical", "OneHotCategoricalStraightThrough": "one_hot_categorical",
    "Beta": "beta", "Dirichlet": "dirichlet", "Gamma": "gamma", "Exponential": "exponential", "Uniform": "uniform",
    "Laplace": "laplace", "LogNormal": "log_normal", "HalfNormal": "half_normal", "Cauchy": "cauchy",
    "StudentT": "studentT", "Chi2": "chi2", "Gumbel": "gumbel", "Geometric": "geometric", "Poisson": "poisson",
    "Binomial": "binomial", "Multinomial": "multinomial", "MultivariateNormal": "multivariate_normal",
    "Independent": "independent", "MixtureSameFamily": "mixture_same_family",
    "TransformedDistribution": "transformed_distribution", "RelaxedBernoulli": "relaxed_bernoulli",
    "RelaxedOneHotCategorical": "relaxed_categorical",
}  # fmt: skip
"""The classes of `torch.distributions`, each with its file there."""
TRANSFORMS = words("TanhTransform AffineTransform SigmoidTransform ExpTransform ComposeTransform")
DISTRIBUTION_METHODS = words("sample rsample log_prob entropy cdf icdf expand enumerate_support perplexity")
TRANSFORM_MEMBERS = words("log_abs_det_jacobian __call__")
DISTRIBUTION_ATTRIBUTES = words(
    """
    mean mode stddev variance batch_shape event_shape has_rsample loc scale probs logits concentration concentration0
    concentration1 rate low high df total_count covariance_matrix precision_matrix scale_tril base_dist temperature
    reinterpreted_batch_ndims mixture_distribution component_distribution transforms
    """
)
"""All that can be asked of a distribution, of whatever class that has it."""
