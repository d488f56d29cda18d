"""Texts that copy modules and weights; all start with `import copy` and torch's usual names."""

HEAD = "import copy\nimport torch\nfrom torch import nn\n"

COPIED = {
    "init_before": "a = nn.Linear(4, 4)\nnn.init.zeros_(a.weight)\nnet = nn.Sequential(a, nn.ReLU(), copy.deepcopy(a))",
    "init_after": """
a = nn.Linear(4, 4)
b = copy.deepcopy(a)
nn.init.ones_(a.weight)
net = nn.Sequential(a, nn.ReLU(), b)
""",
    "init_between": """
a = nn.Linear(4, 4)
nn.init.normal_(a.weight)
b = copy.deepcopy(a)
nn.init.normal_(a.weight)
net = nn.Sequential(b, a, nn.ReLU(), copy.deepcopy(a), copy.deepcopy(b))
""",
    "of_what_is_not_in_the_network": """
layer = nn.Sequential(nn.Linear(4, 4), nn.LayerNorm(4), nn.ReLU())
net = nn.Sequential(*[copy.deepcopy(layer) for _ in range(3)])
""",
    "weights_drawn_anew": """
layer = nn.Sequential(nn.Linear(4, 4), nn.LayerNorm(4), nn.ReLU())
net = nn.Sequential(*[copy.deepcopy(layer) for _ in range(3)])
for p in net.parameters():
    if p.dim() > 1:
        nn.init.xavier_uniform_(p)
""",
    "own_tensors": """
class Own(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(4, 4))
        self.b = nn.Parameter(torch.empty(4))
        nn.init.normal_(self.b)
        self.register_buffer("u", torch.randn(4))

    def forward(self, x):
        return x @ self.w + self.b + self.u

own = Own()
net = nn.Sequential(own, copy.deepcopy(own), Own())
net(torch.rand(2, 4))
""",
    "kept_as_text": """
class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.randn(4, 4))
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        if x.sum() > 0:
            x = x * 2
        return self.fc(x @ self.w)

gate = Gate()
net = nn.Sequential(gate, copy.deepcopy(gate), Gate())
net(torch.rand(2, 4))
""",
    "target_network": """
class Pair(nn.Module):
    def __init__(self):
        super().__init__()
        self.online = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2))
        self.target = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 2))
        self.target.load_state_dict(self.online.state_dict())
        self.target.requires_grad_(False)

    def forward(self, x):
        return self.online(x), self.target(x)

net = Pair()
net(torch.rand(2, 4))
""",
    "tensor_by_tensor": """
a, b = nn.Linear(4, 4), nn.Linear(4, 4)
for p, q in zip(a.parameters(), b.parameters()):
    q.data.copy_(p.data)
    q.requires_grad = False
net = nn.Sequential(a, nn.ReLU(), b)
""",
    "a_list": "layers = [nn.Linear(4, 4), nn.ReLU()]\nnet = nn.Sequential(*layers, *copy.deepcopy(layers))",
    "a_list_in_a_field": """
class Run(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.steps = [self.fc]

    def forward(self, x):
        for step in self.steps:
            x = step(x)
        return x

run = Run()
net = nn.Sequential(run, copy.deepcopy(run))
net(torch.rand(2, 4))
""",
    "tied_inside": """
class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.b.weight = self.a.weight

    def forward(self, x):
        return self.b(self.a(x))

tied = Tied()
net = nn.Sequential(tied, copy.deepcopy(tied))
net(torch.rand(2, 4))
""",
    "shallow_layer": "a = nn.Linear(4, 4)\nnet = nn.Sequential(a, nn.ReLU(), copy.copy(a))",
    "shallow_sequential": "a = nn.Sequential(nn.Linear(4, 4), nn.ReLU())\nnet = nn.Sequential(a, copy.copy(a))",
    "shallow_that_grows": """
a = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
b = copy.copy(a)
b.append(nn.Linear(4, 4))
net = nn.Sequential(a, b)
""",
}
