"""Which operations of torch take time in proportion to what they read and write, and how much for each element.

The unit is one multiply-add of a product of large matrices in float32, 0.04 ns of one core where it was measured. What
takes more than in proportion is in `work.py`. A test finds all that a text can reach in
one or the other.
"""

from __future__ import annotations

from builder.word_list import words

LIGHT = frozenset(
    words(
        """
    abs abs_ add add_ addcdiv addcdiv_ addcmul addcmul_ addmv affine_grid_generator all allclose amax amin aminmax
    any arange argmax argmin bitwise_and bitwise_and_ bitwise_not bitwise_or bitwise_or_ bitwise_xor bitwise_xor_
    block_diag cat ceil ceil_ channel_shuffle clamp clamp_ clamp_max clamp_max_ clamp_min clamp_min_ clone col2im
    complex constant_pad_nd copy_ count_nonzero cumsum deg2rad diag_embed diagonal_backward diagonal_copy div div_
    dot empty empty_like eq equal eye fill_ flip floor floor_ floor_divide floor_divide_ frac full full_like ge glu
    glu_backward gt hardshrink hardshrink_backward hardsigmoid hardsigmoid_backward hardswish hardswish_backward
    hardtanh hardtanh_ hardtanh_backward heaviside huber_loss huber_loss_backward im2col _indices isinf isnan le
    leaky_relu leaky_relu_ leaky_relu_backward lerp lerp_ lift_fresh _linalg_check_errors linspace
    _local_scalar_dense logical_and logical_and_ logical_not logical_not_ logical_or logical_or_ logical_xor
    __lshift__ lt masked_fill masked_fill_ max maximum mean min minimum mse_loss mse_loss_backward mul mul_ mv
    nan_to_num nansum ne neg neg_ new_empty new_empty_strided new_full new_ones new_zeros nextafter nll_loss2d_backward
    nll_loss2d_forward nll_loss_backward nll_loss_forward ones ones_like pixel_shuffle pixel_unshuffle _prelu_kernel
    _prelu_kernel_backward rad2deg range reciprocal reciprocal_ reflection_pad1d reflection_pad1d_backward
    reflection_pad2d reflection_pad2d_backward reflection_pad3d reflection_pad3d_backward relu relu_ repeat
    replication_pad1d replication_pad1d_backward replication_pad2d replication_pad2d_backward replication_pad3d
    replication_pad3d_backward resize_as_ roll rot90 round round_ __rshift__ rsub scalar_tensor set_ select_backward sgn
    sign sign_ slice_backward smooth_l1_loss smooth_l1_loss_backward softshrink softshrink_backward
    _sparse_coo_tensor_with_dims_and_tensors split_with_sizes sqrt sqrt_ squeeze_ stack sub sub_ sum t_ threshold
    threshold_ threshold_backward _to_copy trace transpose_ tril tril_ tril_indices triu triu_ triu_indices trunc
    _is_all_true trunc_ unfold_backward unsafe_split _unsafe_view unsqueeze_ _values vdot where zero_ zeros zeros_like
    """
    )
)
HEAVY = frozenset(
    words(
        """
    acos acosh adaptive_max_pool2d_backward adaptive_max_pool3d_backward asin asinh atan atan2 atanh
    bartlett_window blackman_window hamming_window hann_window kaiser_window
    binary_cross_entropy binary_cross_entropy_backward binary_cross_entropy_with_logits celu celu_ cos cos_ cosh
    cummax cummin cumprod dist elu elu_ elu_backward embedding _embedding_bag_backward embedding_dense_backward
    embedding_renorm_ erf erf_ erfc exp exp_ exp2 expm1 fmod fmod_ fractional_max_pool2d_backward
    fractional_max_pool3d_backward _fused_rms_norm _fused_rms_norm_backward _weight_norm_interface
    _weight_norm_interface_backward gather gelu gelu_backward hypot
    index_add index_add_ index_copy index_copy_ index_select linalg_cross linalg_vector_norm log log_ log10 log1p
    log2 log_sigmoid_backward log_sigmoid_forward _log_softmax _log_softmax_backward_data logaddexp logaddexp2
    logcumsumexp logit logit_backward logspace logsumexp masked_scatter masked_scatter_
    max_pool2d_with_indices_backward max_pool3d_with_indices_backward max_unpool2d max_unpool3d mish mish_
    mish_backward multi_margin_loss multi_margin_loss_backward native_batch_norm native_batch_norm_backward
    native_group_norm native_group_norm_backward native_layer_norm native_layer_norm_backward norm polar pow pow_
    prod put put_ remainder remainder_ rsqrt rsqrt_ _safe_softmax scatter scatter_ scatter_add scatter_add_ sigmoid
    sigmoid_ sigmoid_backward silu silu_ silu_backward sin sin_ sinc sinh soft_margin_loss soft_margin_loss_backward
    _softmax _softmax_backward_data softplus softplus_backward special_xlog1py std std_mean take tan tan_ tanh tanh_
    tanh_backward upsample_bilinear2d upsample_bilinear2d_backward upsample_linear1d upsample_linear1d_backward
    upsample_nearest1d upsample_nearest1d_backward upsample_nearest2d upsample_nearest2d_backward upsample_nearest3d
    upsample_nearest3d_backward upsample_trilinear3d upsample_trilinear3d_backward var var_mean xlogy
    """
    )
)
SLOW = frozenset(
    words(
        """
    bernoulli bernoulli_ cauchy_ digamma erfinv erfinv_ exponential_ geometric_ i0 kthvalue lgamma log_normal_ median
    nanmedian native_dropout native_dropout_backward normal normal_ rand rand_like randint randint_like randn
    randn_like random_ rrelu_with_noise rrelu_with_noise_ rrelu_with_noise_backward special_i1 uniform_
    """
    )
)
PER_ELEMENT = {**dict.fromkeys(LIGHT, 8), **dict.fromkeys(HEAVY, 64), **dict.fromkeys(SLOW, 256)}
UNKNOWN = 256
"""Of an operation that is listed nowhere."""
