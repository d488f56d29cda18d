"""Texts that keep modules in lists and dicts; each binds `net` and `X`."""

LISTED = {
    "module list chain": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(4)])
        self.out = nn.Linear(4, 2)
    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.out(x)
net = Net()
X = torch.rand(2, 4)
""",
    "module list plain chain": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in range(4)])
        self.out = nn.Linear(4, 2)
    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return self.out(x)
net = Net()
X = torch.rand(2, 4)
""",
    "module dict": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.choices = nn.ModuleDict({'conv': nn.Linear(4, 4), 'pool': nn.Linear(4, 4)})
        self.acts = nn.ModuleDict([['lrelu', nn.LeakyReLU()], ['prelu', nn.PReLU()]])
    def forward(self, x):
        x = self.choices['conv'](x)
        return self.acts['lrelu'](x) + self.choices['pool'](x)
net = Net()
X = torch.rand(2, 4)
""",
    "nested lists": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList()
        for i in range(2):
            blocks = nn.ModuleList([nn.Linear(4, 4) for _ in range(2)])
            self.stages.append(blocks)
    def forward(self, x):
        for stage in self.stages:
            for block in stage:
                x = block(x)
        return x
net = Net()
X = torch.rand(2, 4)
""",
    "plain module holder": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.ModuleList()
        for i in range(2):
            down = nn.Module()
            down.conv = nn.Linear(4, 4)
            down.norm = nn.LayerNorm(4)
            self.down.append(down)
    def forward(self, x):
        for d in self.down:
            x = d.norm(d.conv(x))
        return x
net = Net()
X = torch.rand(2, 4)
""",
    "list of pairs": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([])
        for _ in range(2):
            mlp = nn.Sequential(nn.Linear(4, 8), nn.GELU(), nn.Linear(8, 4))
            self.layers.append(nn.ModuleList([nn.Linear(4, 4), mlp]))
    def forward(self, x):
        for attn, ff in self.layers:
            x = attn(x) + x
            x = ff(x) + x
        return x
net = Net()
X = torch.rand(2, 4)
""",
    "a dict with a list inside": """
class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.transformer = nn.ModuleDict(dict(
            wte = nn.Embedding(10, 4),
            wpe = nn.Embedding(8, 4),
            drop = nn.Dropout(0.1),
            h = nn.ModuleList([nn.Linear(4, 4) for _ in range(3)]),
            ln_f = nn.LayerNorm(4),
        ))
        self.lm_head = nn.Linear(4, 10, bias=False)
    def forward(self, idx):
        b, t = idx.size()
        pos = torch.arange(0, t, dtype=torch.long, device=idx.device).unsqueeze(0)
        x = self.transformer.drop(self.transformer.wte(idx) + self.transformer.wpe(pos))
        for block in self.transformer.h:
            x = block(x)
        x = self.transformer.ln_f(x)
        return self.lm_head(x)
net = GPT()
X = torch.randint(0, 10, (2, 5))
net(X)
""",
    "modules by number": """
class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        for idx, module in enumerate(args):
            self._modules[str(idx)] = module
    def forward(self, X):
        for block in self._modules.values():
            X = block(X)
        return X
net = MySequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))
X = torch.rand(2, 20)
""",
    "modules added by number": """
class MySequential(nn.Module):
    def __init__(self, *args):
        super().__init__()
        for idx, module in enumerate(args):
            self.add_module(str(idx), module)
    def forward(self, X):
        for module in self.children():
            X = module(X)
        return X
net = MySequential(nn.Linear(20, 256), nn.ReLU(), MySequential(nn.Linear(256, 10)))
X = torch.rand(2, 20)
""",
    "a list of branches": """
class ASPPConv(nn.Sequential):
    def __init__(self, in_channels, out_channels, dilation):
        modules = [
            nn.Conv2d(in_channels, out_channels, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
        ]
        super().__init__(*modules)
class ASPPPooling(nn.Sequential):
    def __init__(self, in_channels, out_channels):
        super().__init__(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(in_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
        )
    def forward(self, x):
        size = x.shape[-2:]
        for mod in self:
            x = mod(x)
        return F.interpolate(x, size=size, mode="bilinear", align_corners=False)
class ASPP(nn.Module):
    def __init__(self, in_channels, atrous_rates, out_channels=8):
        super().__init__()
        modules = []
        conv = nn.Conv2d(in_channels, out_channels, 1, bias=False)
        modules.append(nn.Sequential(conv, nn.BatchNorm2d(out_channels), nn.ReLU()))
        for rate in tuple(atrous_rates):
            modules.append(ASPPConv(in_channels, out_channels, rate))
        modules.append(ASPPPooling(in_channels, out_channels))
        self.convs = nn.ModuleList(modules)
        self.project = nn.Sequential(
            nn.Conv2d(len(self.convs) * out_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
            nn.Dropout(0.5),
        )
    def forward(self, x):
        _res = []
        for conv in self.convs:
            _res.append(conv(x))
        res = torch.cat(_res, dim=1)
        return self.project(res)
net = ASPP(4, [1, 2])
X = torch.rand(2, 4, 8, 8)
""",
    "unet lists": """
class DoubleConv(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(cin, cout, 3, 1, 1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(True))
    def forward(self, x):
        return self.conv(x)
class UNET(nn.Module):
    def __init__(self, in_channels=3, out_channels=1, features=[4, 8]):
        super(UNET, self).__init__()
        self.ups = nn.ModuleList()
        self.downs = nn.ModuleList()
        self.pool = nn.MaxPool2d(kernel_size=2, stride=2)
        for feature in features:
            self.downs.append(DoubleConv(in_channels, feature))
            in_channels = feature
        for feature in reversed(features):
            self.ups.append(nn.ConvTranspose2d(feature*2, feature, kernel_size=2, stride=2))
            self.ups.append(DoubleConv(feature*2, feature))
        self.bottleneck = DoubleConv(features[-1], features[-1]*2)
        self.final_conv = nn.Conv2d(features[0], out_channels, kernel_size=1)
    def forward(self, x):
        skip_connections = []
        for down in self.downs:
            x = down(x)
            skip_connections.append(x)
            x = self.pool(x)
        x = self.bottleneck(x)
        skip_connections = skip_connections[::-1]
        for idx in range(0, len(self.ups), 2):
            x = self.ups[idx](x)
            skip_connection = skip_connections[idx//2]
            concat_skip = torch.cat((skip_connection, x), dim=1)
            x = self.ups[idx+1](concat_skip)
        return self.final_conv(x)
net = UNET()
X = torch.rand(1, 3, 16, 16)
""",
    "a list that grows": """
def conv_block(input_channels, num_channels):
    conv = nn.Conv2d(input_channels, num_channels, kernel_size=3, padding=1)
    return nn.Sequential(nn.BatchNorm2d(input_channels), nn.ReLU(), conv)
class DenseBlock(nn.Module):
    def __init__(self, num_convs, input_channels, num_channels):
        super(DenseBlock, self).__init__()
        layer = []
        for i in range(num_convs):
            layer.append(conv_block(num_channels * i + input_channels, num_channels))
        self.net = nn.Sequential(*layer)
    def forward(self, X):
        for blk in self.net:
            Y = blk(X)
            X = torch.cat((X, Y), dim=1)
        return X
net = nn.Sequential(DenseBlock(2, 3, 10), DenseBlock(3, 23, 4))
X = torch.rand(2, 3, 8, 8)
""",
    "mixed list": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        named = nn.ModuleDict({"a b": nn.ReLU(), "0": nn.Tanh()})
        self.body = nn.ModuleList([nn.Linear(4, 4), nn.ModuleList([nn.ReLU(), nn.Linear(4, 4)]), named])
    def forward(self, x):
        x = self.body[0](x)
        for m in self.body[1]:
            x = m(x)
        for k in self.body[2]:
            x = self.body[2][k](x)
        return x
net = Net()
X = torch.rand(2, 4)
""",
    "list with same twice": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        fc = nn.Linear(4, 4)
        self.layers = nn.ModuleList([fc, nn.ReLU(), fc])
        self.unused = nn.ModuleList([nn.Linear(3, 3)])
        self.empty = nn.ModuleList()
        self.nothing = None
    def forward(self, x):
        for l in self.layers:
            x = l(x)
        return x
net = Net()
X = torch.rand(2, 4)
""",
}
