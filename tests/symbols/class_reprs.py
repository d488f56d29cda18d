"""Texts whose classes print something of their own: names, what they show of themselves; each binds `net` and `X`."""

HEAD = (
    "import math\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
    "from collections import OrderedDict\n"
)

SHOWN = {
    "residual down": """
class Residual(nn.Module):
    def __init__(self, cin, cout, use_1x1conv=False, strides=1):
        super().__init__()
        self.conv1 = nn.Conv2d(cin, cout, kernel_size=3, padding=1, stride=strides)
        self.conv2 = nn.Conv2d(cout, cout, kernel_size=3, padding=1)
        if use_1x1conv:
            self.conv3 = nn.Conv2d(cin, cout, kernel_size=1, stride=strides)
        else:
            self.conv3 = None
        self.bn1 = nn.BatchNorm2d(cout)
        self.bn2 = nn.BatchNorm2d(cout)
    def forward(self, X):
        Y = F.relu(self.bn1(self.conv1(X)))
        Y = self.bn2(self.conv2(Y))
        if self.conv3:
            X = self.conv3(X)
        Y += X
        return F.relu(Y)
net = nn.Sequential(Residual(3, 3), Residual(3, 6, True, 2))
X = torch.rand(2, 3, 8, 8)
net(X)
""",
    "extra repr": """
class Scale(nn.Module):
    def __init__(self, dim, init=0.1):
        super().__init__()
        self.dim = dim
        self.init = init
        self.gamma = nn.Parameter(init * torch.ones(dim))
    def forward(self, x):
        return x * self.gamma
    def extra_repr(self):
        return f'dim={self.dim}, init={self.init}'
net = nn.Sequential(nn.Linear(3, 4), Scale(4), Scale(4, 0.2))
X = torch.rand(2, 3)
""",
    "extra repr above modules": """
class Scale(nn.Module):
    def __init__(self, dim, init=0.1):
        super().__init__()
        self.dim = dim
        self.init = init
        self.gamma = nn.Parameter(init * torch.ones(dim))
        self.act = nn.ReLU()
    def forward(self, x):
        return self.act(x * self.gamma)
    def extra_repr(self) -> str:
        s = 'dim={}, init={}'.format(self.dim, self.init)
        return s
net = nn.Sequential(nn.Linear(3, 4), Scale(4), Scale(4, 0.2))
X = torch.rand(2, 3)
""",
    "shared twice": """
shared = nn.Linear(4, 4)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = shared
        self.b = shared
        self.act = nn.ReLU()
    def forward(self, x):
        return self.b(self.act(self.a(x)))
net = Net()
X = torch.rand(2, 4)
""",
    "class named net": """
class net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
    def forward(self, x):
        return torch.relu(self.fc(x))
net = net()
X = torch.rand(2, 4)
""",
    "arguments": """
net = nn.Sequential(nn.Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1), padding='same', padding_mode='reflect'),
  nn.MaxPool2d(2, 2), nn.AvgPool2d((2, 2)), nn.Dropout2d(p=0.1, inplace=True),
  nn.BatchNorm2d(4, eps=1e-3, momentum=None),
  nn.Upsample(scale_factor=2), nn.AdaptiveAvgPool2d((None, 2)), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
  nn.LeakyReLU(0.2, True), nn.Softmax(dim=-1), nn.Softmax(1), nn.LayerNorm([4]),
  nn.LayerNorm(4, elementwise_affine=False),  nn.Identity(54, unused=3), nn.Linear(4, 3, bias=False),
  nn.GELU(), nn.GELU('tanh'), nn.Hardtanh(-2, 2),
  nn.ELU(1.0, True), nn.Threshold(0.1, 20), nn.Dropout(), nn.Unflatten(1, (3, 1)))
X = torch.rand(2, 3, 8, 8)
""",
    "recurrent and attention": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(10, 4, padding_idx=0)
        self.lstm = nn.LSTM(4, 8, 2, batch_first=True, dropout=0.1, bidirectional=True)
        self.gru = nn.GRU(input_size=16, hidden_size=3)
        self.attn = nn.MultiheadAttention(3, 1)
        self.enc = nn.TransformerEncoder(nn.TransformerEncoderLayer(d_model=3, nhead=1, batch_first=True), num_layers=2)
        self.drop = nn.Dropout(p=0.5)
    def forward(self, x):
        x, _ = self.lstm(self.emb(x))
        x, h = self.gru(x)
        return self.drop(self.enc(x))
net = Net()
X = torch.randint(0, 10, (2, 5))
""",
    "two classes one name": """
def make(n):
    class Block(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 4)
        def forward(self, x):
            for _ in range(n):
                x = self.fc(x)
            return x
    return Block()
net = nn.Sequential(make(1), make(2))
X = torch.rand(2, 4)
""",
    "steps names": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = nn.Linear(4, 4)
        self.inputs = nn.Linear(4, 4)
        self.outputs = nn.Linear(4, 4)
        self.tensors = nn.Linear(4, 4)
    def forward(self, x):
        return self.outputs(self.tensors(self.inputs(torch.relu(self.steps(x)))))
class Par(nn.Module):
    def __init__(self):
        super().__init__()
        self.merge = nn.Linear(4, 4)
        self.dim = nn.Linear(4, 4)
    def forward(self, x):
        return self.merge(x) + self.dim(x)
net = nn.Sequential(Net(), Par())
X = torch.rand(2, 4)
""",
    "class same as layer": """
class Linear(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(i, o))
        self.bias = nn.Parameter(torch.zeros(o))
    def forward(self, x):
        return x @ self.weight + self.bias
class Sequential(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = Linear(4, 3)
    def forward(self, x):
        return torch.tanh(self.a(x))
net = nn.Sequential(Sequential(), nn.Linear(3, 2))
X = torch.rand(2, 4)
""",
    "a sequential of its own": """
from functools import partial
class ConvNormActivation(nn.Sequential):
    def __init__(self, i, o, norm_layer=nn.BatchNorm2d, activation_layer=nn.ReLU6):
        layers = [nn.Conv2d(i, o, 3, 1, 1, bias=norm_layer is None)]
        if norm_layer is not None:
            layers.append(norm_layer(o))
        if activation_layer is not None:
            layers.append(activation_layer(inplace=True))
        super().__init__(*layers)
        self.out_channels = o
class InvertedResidual(nn.Module):
    def __init__(self, inp, oup, stride, expand_ratio):
        super().__init__()
        self.use_res_connect = stride == 1 and inp == oup
        layers = []
        if expand_ratio != 1:
            layers.append(ConvNormActivation(inp, inp * expand_ratio))
        norm_layer = partial(nn.BatchNorm2d, eps=0.001, momentum=0.01)
        layers.append(ConvNormActivation(inp * expand_ratio, oup, norm_layer=norm_layer))
        layers.append(nn.Conv2d(oup, oup, 1))
        self.conv = nn.Sequential(*layers)
    def forward(self, x):
        if self.use_res_connect:
            return x + self.conv(x)
        else:
            return self.conv(x)
net = nn.Sequential(InvertedResidual(3, 4, 1, 1), InvertedResidual(4, 4, 1, 2))
X = torch.rand(2, 3, 8, 8)
""",
    "sequential subclass": """
class ConvBNReLU(nn.Sequential):
    def __init__(self, cin, cout, k=3):
        super().__init__(nn.Conv2d(cin, cout, k, padding=k // 2), nn.BatchNorm2d(cout), nn.ReLU(inplace=True))
drop = nn.Dropout(0.1, inplace=True)
net = nn.Sequential(OrderedDict([('stem', ConvBNReLU(3, 4)), ('body', ConvBNReLU(4, 4, 1)), ('drop', drop)]))
X = torch.rand(2, 3, 4, 4)
""",
    "training branch": """
class GoogLeNetLike(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.aux = nn.Linear(4, 3)
        self.unused = nn.Linear(4, 3)
    def forward(self, x):
        x = self.fc(x)
        return x
net = GoogLeNetLike()
X = torch.rand(2, 4)
""",
    "a repr of its own": """
class GraphConvolution(nn.Module):
    def __init__(self, in_features, out_features):
        super(GraphConvolution, self).__init__()
        self.in_features = in_features
        self.out_features = out_features
        self.weight = nn.Parameter(torch.zeros(in_features, out_features))
    def forward(self, x):
        return torch.mm(x, self.weight)
    def __repr__(self):
        return self.__class__.__name__ + ' (' \\
               + str(self.in_features) + ' -> ' \\
               + str(self.out_features) + ')'
net = nn.Sequential(GraphConvolution(3, 4), nn.ReLU(), GraphConvolution(4, 2))
X = torch.rand(2, 3)
""",
    "parameters in a list": """
class MyDense(nn.Module):
    def __init__(self):
        super(MyDense, self).__init__()
        self.params = nn.ParameterList([nn.Parameter(torch.randn(4, 4)) for i in range(3)])
        self.params.append(nn.Parameter(torch.randn(4, 1)))
    def forward(self, x):
        for i in range(len(self.params)):
            x = torch.mm(x, self.params[i])
        return x
net = MyDense()
X = torch.rand(2, 4)
""",
    "parameters in a dict": """
class MyDictDense(nn.Module):
    def __init__(self):
        super(MyDictDense, self).__init__()
        self.params = nn.ParameterDict({
                'linear1': nn.Parameter(torch.randn(4, 4)),
                'linear2': nn.Parameter(torch.randn(4, 1))
        })
        self.params.update({'linear3': nn.Parameter(torch.randn(4, 2))})
    def forward(self, x, choice='linear1'):
        return torch.mm(x, self.params[choice])
net = MyDictDense()
X = torch.rand(2, 4)
""",
    "a layer with a forward of its own": """
class LayerNorm(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x)
class Lin(nn.Linear):
    def forward(self, x):
        return F.linear(x, self.weight, self.bias) * 2
net = nn.Sequential(LayerNorm(4), Lin(4, 5))
X = torch.rand(2, 4)
""",
    "a sequential that is called by super": """
class Block(nn.Sequential):
    def __init__(self, n):
        super().__init__()
        self.add_module('norm', nn.BatchNorm2d(n))
        self.add_module('relu', nn.ReLU(inplace=True))
        self.add_module('conv', nn.Conv2d(n, n, 3, padding=1))
    def forward(self, x):
        return torch.cat([x, super().forward(x)], 1)
net = nn.Sequential(Block(2), Block(4))
X = torch.rand(2, 2, 4, 4)
""",
    "a list with a forward": """
class Pyramid(nn.ModuleList):
    def __init__(self, n):
        super().__init__()
        for i in range(n):
            self.append(nn.Sequential(nn.AdaptiveAvgPool2d(i + 1), nn.Conv2d(3, 2, 1)))
    def forward(self, x):
        return torch.cat([x] + [F.interpolate(p(x), size=(4, 4)) for p in self], 1)
net = nn.Sequential(Pyramid(3), nn.Conv2d(9, 2, 1))
X = torch.rand(2, 3, 4, 4)
""",
}
