"""Usual values of arguments by their names, as people call them: `in_channels` is 3, `num_classes` is 10.

They fit each other: 64 features are divisible by 4 heads, images of 32 by patches of 4.
"""

from __future__ import annotations

import re

from builder.word_list import words

CONFIGURATIONS = frozenset(
    words("config cfg conf configs configuration args opt opts options hparams hps hp params settings model_args")
)
"""What an object with many settings is called."""

SECTIONS = frozenset(words("model data diffusion network training encoder decoder generator optim sampling"))
"""What the sections of a configuration are called."""
_SEEN = "SimpleNamespace(shape=(4,), n=4, low=-1.0, high=1.0)"
_DONE = "SimpleNamespace(shape=(2,), n=2, low=-1.0, high=1.0)"
_NAMES = (("single_observation_space", _SEEN), ("single_action_space", _DONE))
_SPACES = ", ".join(f"{name}={space}" for long, space in _NAMES for name in (long, long.removeprefix("single_")))
ENVIRONMENTS = (f"SimpleNamespace({_SPACES})",)
"""What an environment of gym tells a network that is made for it: of a cart pole what it shows, and two actions."""
_TABLE = """
"cpu"        =device =dev
False True   ^use ^is ^with ^has ^do ^add ^apply ^enable ^return pretrained progress verbose bilinear causal debug =sn
"net"        =name =model_name
"tmp"        chkpt_dir checkpoint_dir ckpt_dir save_dir log_dir data_dir save_path model_path =path
[-5,2]       log_std_bounds
False True   ^ignore =gpu use_gpu use_cuda =cuda $true $flag $bool $only =res =training normalize normalized individual
False True   output_attention distil sparse
False True   bidirectional batch_first =residual =skip =shortcut =bias $bias =bn =training =downsample =deterministic
2            =num_layers_lstm =num_layers_rnn =num_layers_gru =n_layers_lstm =n_layers_rnn =layers_lstm =lstm_layer_num
1            =norm_channels =norm_groups =gn_groups =num_norm_groups =n_norm_groups
0            =seed random_seed pad_idx pad_id pad_index padding_idx padding_index padding_id pad_token
1            $idx $id $index
0.1          dp_ratio dp_rate drop dropout dropouts pdrop p_drop keep_prob =p =prob momentum negative_slope smoothing
0.5          sparsity
1e-5         eps epsilon
0.02         std_norm init_std init_range initializer_range weight_std
0.001        lr learning_rate weight_decay =wd =decay
1.0          alpha beta gamma tau temperature lambda gain init_value sigma =scale $std
16           head_dim dim_head head_size d_head key_dim key_size =d_k =d_v =d_q =dk =dv
4 8          head heads nhead nheads n_head =h
1000         vocab vocabulary tokens ntoken ntokens num_embeddings num_words n_words n_tokens n_token num_chars n_chars
100          users items entities relations nodes points user_num item_num num_user num_item n_user n_item n_users
100          n_items usernum itemnum user_size item_size user_count item_count num_node n_node n_entity num_relation
100          n_vertex num_vertices node_num nodes_num n_letters n_characters num_letters
10 2         n_categories num_categories
16000        sample_rate sampling_rate =sr =fs
100          num_of_vertices n_stations n_sensors num_sensors n_regions
4 8          patch patches_size window win
12           growth growth_rate
4            reduction ratio rank =r squeeze num_groups n_groups bottleneck
3 1          kernel kernels ks ksize =k filter_size
1 2          stride strides
1 0          padding pad paddings
1            dilation dilations group groups cardinality
3 64 1       in_channels in_channel in_chans in_chan in_ch in_planes in_plane inplanes in_c in_nc c_in cin ch_in chin
3 64 1       input_channels input_channel input_chans input_ch input_nc input_c channels_in channel_in channels_img
3 64 1       img_channels img_channel image_channels image_channel im_channels img_ch n_channels num_channels nc
3 64 1       in_chs n_chs
3 64 1       n_channel num_channel inchannels inchannel inch num_in_channels in_filters n_colors =channel =channels
64 32        channels channel chans chs ch planes plane outplanes filters filter c_out cout
8            horizon pred_len label_len forecast pred_length prediction_length
2 28 20      =depth
2            $layers $layer $blocks $block $depth $depths $stages $stage $repeats $repeat $levels $stacks $stack nlayers
0.1          $rate $rates $prob $probs rate_list prob_list
2            $split $splits $convs $branches $parts
2            $experts $cells $scales $factor expansion expand mult mul multiplier top_k order hops upscale nlayer =n =l
2 1          ch_mult channel_mult mults channel_multipliers dim_mults
2 3          cheb_k =k_hop max_diffusion_step stack_cnt =ks =kt
10           n_speakers num_speakers n_speaker num_spk max_freq =n_bins num_bins n_atoms
32 16        t_range num_steps n_steps diffusion_steps n_timesteps num_timesteps time_steps n_times n_frames num_frames
32 16        time_step window_size lookback seq_length input_length input_len
32 16        len length lengths seq block_size context_size context_length ctx steps timesteps frames positions maxlen
32 16        seqlen =t max_position_embeddings num_patches n_positions
2            batch batch_size
10 2         classes class nclass nclasses n_class labels label categories targets actions action tags tagset outputs
20 64        in input inp inputs input_size input_dim state states obs observation observations features_in ninp
20 64        d_in n_in nin nfeat in_features n_features num_features feature_dim feat_dim features_dim node_dim
10 64        out output n_out nout d_out odim ways
64 32        =nh hidden hid nhid ffn ff feedforward mlp inner intermediate units neurons fc dff h_dim hdim rnn lstm
32 64 224    img image images resolution =height =h img_size image_size =size
64 32 16     emb embed embeds embedding embeddings embd embedding_dim latent model width dim dims size features feature
64 32 16     feat feats nf ngf ndf nz noise code codes z c base encoding d
4 2          ^num ^n $num $count
"""
"""Each row: values, the likeliest first, and the names that have them: a part of a name, `=` the whole of it, `^` its
first word, `$` its last. The first row that fits counts."""

_ROW = re.compile(r"(?P<values>.{12}) (?P<names>.+)")
_ROWS = tuple((words(row["values"]), words(row["names"])) for row in _ROW.finditer(_TABLE))
# Reversed, so that of several rows with a word the first counts.
_ROW_OF = {word: i for i, (_, names) in reversed(list(enumerate(_ROWS))) for word in names}
_MOST_PARTS = 8
_SHAPES = frozenset(words("shape input_shape in_shape img_shape image_shape obs_shape state_shape input_dims x_shape"))
_IMAGES = frozenset(words("input_size image_size img_size size resolution input_resolution patch_resolution"))
_SIZES = frozenset(
    words("sizes dims layer_sizes layer_dims layers_dims layers_sizes layers_size architecture arch structure neurons")
)
_PLAIN = frozenset(words("64 3 20 10"))
_CHANNELS = (16, 32, 64, 128, 256, 512, 512, 512)


def snake(name: str) -> str:
    """Write a name in the way of the table.

    >>> snake("numClasses"), snake("_nHead")
    ('num_classes', 'n_head')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name[:60]).lower().strip("_")


def scalars(name: str) -> tuple[str, ...]:
    """Return the usual values of a name, the likeliest first; none of one that nobody knows.

    >>> scalars("num_classes"), scalars("backbone")
    (('10', '2'), ())
    """
    short = snake(name)
    parts = short.split("_")[:_MOST_PARTS]
    inside = ["_".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)]
    rows = [_ROW_OF.get(word) for word in (f"={short}", f"^{parts[0]}", f"${parts[-1]}", *inside)]
    first = min((row for row in rows if row is not None), default=None)
    return () if first is None else _ROWS[first][0]


def lists(name: str, count: int) -> tuple[str, ...]:
    """Return lists of usual values; a count of 0 leaves open how many there are.

    >>> lists("num_blocks", 4), lists("sizes", 3)
    (('[2, 2, 2, 2]',), ('[20, 64, 10]',))
    """
    short = snake(name)
    counts = (count,) if count else (4, 3, 2)
    if short in _SHAPES:
        return ("(32, 32)", "(3, 32)") if count == 2 else ("(3, 32, 32)", "(4, 84, 84)", "(32, 32)")
    if short in _IMAGES:
        return ("(3, 32, 32)",) if count == 3 else ("(32, 32)",)
    if short in _SIZES:
        return tuple(_list_text((20, *[64] * (n - 2), 10)) for n in ((count,) if count else (3, 4, 2)))
    if "kernel" in short or "filter_size" in short:
        found = tuple(_list_text((3, 4, 5, *[5] * n)[:n]) for n in counts)
        return found if count else (*found[:2], "(3, 3)")
    one = scalars(short) or scalars(short.removesuffix("s"))
    if one and one[0] not in _PLAIN:
        return tuple(_list_text((one[0],) * n) for n in ((count,) if count else (4, 3, 2)))
    return tuple(_list_text(_CHANNELS[:n]) for n in counts)


def _list_text(items: tuple[object, ...]) -> str:
    return f"[{', '.join(map(str, items))}]"
