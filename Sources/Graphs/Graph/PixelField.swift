/// What of the graph's input a place of one value is computed from.
struct PixelField {
    /// Along one axis of the input.
    struct Extent {
        /// Input pixels seen.
        var extent = 1.0
        /// Input pixels from one pixel of the value to the next.
        var jump = 1.0

        /// What a layer makes that sees `taps` pixels for one, and steps by `stride`.
        func seeing(_ taps: Int, stride: Double = 1) -> Extent {
            Extent(extent: extent + Double(taps - 1) * jump, jump: jump * stride)
        }
    }

    var y = Extent()
    var x = Extent()
    /// Whether every pixel counts.
    var isWhole = false
    /// The axes of the value that are rows and columns of the image, counted from the last, 1.
    private var rows = 2
    private var columns = 1

    init() {}

    /// The field of an operation's result; nil where no input depends on the image.
    ///
    /// - Parameter inputs: nil for fields of values that do not depend on the image.
    init?(_ operation: any OperationRule, of inputs: [(field: PixelField?, shape: Shape)]) {
        let seeing = inputs.compactMap { input in input.field.map { ($0, input.shape) } }
        guard let (first, shape) = seeing.first else { return nil }
        self = first
        for (other, _) in seeing.dropFirst() {
            y.extent = max(y.extent, other.y.extent)
            x.extent = max(x.extent, other.x.extent)
            isWhole =
                isWhole || other.isWhole || (rows, columns) != (other.rows, other.columns)
        }
        take(operation.reads(inputs.map(\.shape)), shape)
    }

    /// - Parameter shape: of the value before.
    private mutating func take(_ reads: PixelReads, _ shape: Shape) {
        switch reads {
        case .pixel: break
        case .window(let taps, let steps):
            // A window lies on the last two axes, whatever they are of the image.
            switch (rows, columns) {
            case (2, 1):
                y = y.seeing(taps.y, stride: steps.y)
                x = x.seeing(taps.x, stride: steps.x)
            case (1, 2):
                y = y.seeing(taps.x, stride: steps.x)
                x = x.seeing(taps.y, stride: steps.y)
            default: isWhole = true
            }
        case .spaced(let steps):
            if rows <= steps.count { y.jump *= steps[steps.count - rows] }
            if columns <= steps.count { x.jump *= steps[steps.count - columns] }
        case .all(let axes, let keepsAxes):
            let fromLast = axes.map { shape.rank - $0 }
            isWhole = isWhole || fromLast.contains(rows) || fromLast.contains(columns)
            guard !keepsAxes else { return }
            (rows, columns) = (
                rows - fromLast.count { $0 < rows }, columns - fromLast.count { $0 < columns }
            )
        case .permuted(let axes):
            func moved(_ axis: Int) -> Int {
                axes.firstIndex(of: axes.count - axis).map { axes.count - $0 } ?? axis
            }
            (rows, columns) = (moved(rows), moved(columns))
        case .image: isWhole = true
        }
    }
}
