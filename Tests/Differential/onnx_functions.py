"""Functions of single numbers, arithmetic and comparisons, appended to a random graph."""




# Since which operator set each function of single numbers exists.
FUNCTIONS = {
    "Relu": 6, "LeakyRelu": 6, "ThresholdedRelu": 10, "Elu": 6, "Selu": 6, "Celu": 12, "Gelu": 20,
    "Mish": 18, "Softplus": 1, "Softsign": 1, "Sigmoid": 6, "Swish": 24, "Tanh": 6,
    "HardSigmoid": 6, "HardSwish": 14, "Abs": 6, "Neg": 6, "Exp": 6, "Erf": 9, "Floor": 6,
    "Ceil": 6, "Round": 11, "Sign": 9, "Sin": 7, "Cos": 7, "Identity": 1,
}


def function(op):
    def append(m):
        m.need(FUNCTIONS[op])
        r = m.random
        options = {
            "LeakyRelu": {"alpha": r.choice([None, 0.2, 0.1])},
            "ThresholdedRelu": {"alpha": r.choice([None, 0.25])},
            "Elu": {"alpha": r.choice([None, 0.7])},
            "Selu": {"alpha": r.choice([None, 1.5]), "gamma": r.choice([None, 1.1])},
            "Celu": {"alpha": r.choice([None, 1.5])},
            "Gelu": {"approximate": r.choice([None, "none", "tanh"])},
            "Swish": {"alpha": r.choice([None, 1.0, 1.7])},
            "HardSigmoid": {"alpha": r.choice([None, 1 / 6]), "beta": r.choice([None, 0.5, 0.4])},
        }
        x = m.source()
        if op in ("Floor", "Ceil", "Round"):
            # So that there is more than one whole number, and no value is near a step.
            x = m.append("Mul", [x, m.scalar(3.7)])
        m.append(op, [x], **options.get(op, {}))
    return append


def positive(op):
    """On numbers above 0."""
    def append(m):
        x = m.append("Abs", [m.source()])
        m.append(op, [m.append("Add", [x, m.scalar(m.random.choice([0.25, 0.5, 1.0]))])])
    return append


def clip(m):
    low, high = m.random.choice([None, -0.5, 0.0]), m.random.choice([None, 0.75, 1.0, 6.0])
    x = m.source()
    if m.opset < 11:
        return m.append("Clip", [x], min=low, max=high)
    inputs = [x, "" if low is None else m.scalar(low)]
    m.append("Clip", inputs if high is None else inputs + [m.scalar(high)])


def dropout(m):
    if m.opset < 12:
        return m.append("Dropout", [m.source()], ratio=0.3)
    m.append("Dropout", [m.source()] + ([m.scalar(0.3)] if m.chance() else []))


def prelu(m):
    x = m.source(lambda v: v.ndim > 0)
    shape = m.shape(x)
    kind = m.random.randrange(4)
    slope = {
        0: [1], 1: shape[1:2] + [1] * (len(shape) - 2) if len(shape) > 1 else [1],
        2: [n if m.chance() else 1 for n in shape], 3: shape}[kind]
    m.append("PRelu", [x, m.floats(slope, 0.5)])


def binary(op):
    def append(m):
        a = m.source()
        b = m.partner(a)
        inputs = [a, b] if m.chance(0.7) else [b, a]
        if op == "Div":
            inputs = [a, m.append("Add", [m.append("Abs", [b]), m.scalar(0.5)])]
            if m.chance(0.3):
                b = m.append("Add", [m.append("Abs", [a]), m.scalar(0.5)])
                inputs = [m.partner(a), b]
        m.append(op, inputs)
    return append


def power(m):
    x = m.source()
    exponent = m.random.choice([2, 2, 3, 1, 0.5, -1, -0.5, 1.5, "values"])
    if exponent in (1, 2, 3):
        return m.append("Pow", [x, m.scalar(exponent, m.random.choice([(), (1,)]))])
    base = m.append("Add", [m.append("Abs", [x]), m.scalar(0.5)])
    m.append("Pow", [base, m.partner(base) if exponent == "values" else m.scalar(exponent)])


def variadic(op):
    def append(m):
        values = [m.source()]
        for _ in range(m.random.randint(1, 3)):
            values.append(m.partner(values[0]))
        m.random.shuffle(values)
        m.append(op, values)
    return append


def compared(m):
    """A mask of two values."""
    a = m.source()
    ops = ["Greater", "Less"] + ["GreaterOrEqual", "LessOrEqual"] * (m.opset >= 12)
    b = m.partner(a)
    mask = m.bare(m.random.choice(ops), [a, b] if m.chance() else [b, a])
    if m.chance(0.2):
        mask = m.bare("Not", [mask])
    return a, mask


def comparison(op):
    def append(m):
        m.need(12 if op.endswith("Equal") else 9)
        a = m.source()
        mask = m.bare(op, [a, m.partner(a)])
        use_mask(m, a, mask)
    return append


def use_mask(m, a, mask):
    if m.chance(0.35):
        return m.append("Where", [mask, a, m.partner(a)] if m.chance() else [mask, m.partner(a), a])
    # A mask becomes numbers where one is chosen by it.
    m.append("Where", [mask, m.scalar(1.0), m.scalar(m.random.choice([0.0, -1.0]))])


def negation(m):
    a, mask = compared(m)
    use_mask(m, a, m.bare("Not", [mask]))


def logic(op):
    def append(m):
        a, first = compared(m)
        _, second = compared(m)
        use_mask(m, a, m.bare(op, [first, second]))
    return append
