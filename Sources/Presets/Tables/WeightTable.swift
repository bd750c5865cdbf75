public import Files
public import Timelines

/// Weights from a table: a header with `time` or `frame` and networks, then a row for each time, between
/// which weights go straight.
public struct WeightTable {
    /// The networks of a preset, by which columns are named.
    let networks: [String]
    /// The network that takes the rest; nil for none.
    let rest: String?
    /// Of frames in the table.
    let rate: FrameRate
    private var collector: ProblemCollector
    private var samples: WeightSamples

    /// The names of columns of times; the first that a table has counts.
    private static let positions = ["frame", "time", "seconds"]

    private init(
        _ source: SourceText, networks: [String], rest: String?, rate: FrameRate
    ) {
        (self.networks, self.rest, self.rate) = (networks, rest, rate)
        collector = ProblemCollector(source: source)
        samples = WeightSamples(of: networks)
    }

    /// Reads a table's text.
    ///
    /// - Parameters:
    ///   - file: what messages call it.
    ///   - networks: those of the preset.
    ///   - rest: the network that takes what the others leave of 1; nil for none.
    ///   - rate: that of a column `frame`.
    /// - Throws: everything that is wrong with it at once, each with line and column.
    public static func samples(
        in bytes: [UInt8], file: String, networks: [String], rest: String? = nil, rate: FrameRate
    ) throws(PresetProblems) -> WeightSamples {
        let source = try SourceText.make(bytes, file: file)
        var table = WeightTable(source, networks: networks, rest: rest, rate: rate)
        table.read(source)
        try table.collector.throwProblems()
        return table.samples
    }

    /// Reads a table's file, at most as large as a preset.
    ///
    /// Throws `FileError` and ``PresetProblems``.
    public static func samples(
        inFile path: String, networks: [String], rest: String? = nil, rate: FrameRate
    ) throws -> WeightSamples {
        let file = try RegularFile(path: path, expected: "a table of weights")
        guard file.size <= SourceText.sizeLimit else {
            throw SourceText.tooLarge(file.size, file: path)
        }
        return try samples(
            in: file.read(0..<file.size), file: path, networks: networks, rest: rest, rate: rate)
    }

    private mutating func read(_ source: SourceText) {
        var text = CSVText(source)
        let expected = "a header with time or frame and networks"
        guard let header = text.next(&collector) else {
            collector.report(nil, "an empty table, expected \(expected)")
            return
        }
        guard let columns = Columns(header, self, &collector) else { return }
        var last: Time?
        while let row = text.next(&collector) {
            guard let time = time(row, columns, after: last) else { continue }
            last = time
            if let mixture = mixture(row, columns) { samples.append(mixture, at: time) }
            guard samples.times.count <= WeightSamples.countLimit else {
                collector.report(
                    row.cells[0].mark,
                    "more than \(WeightSamples.countLimit) rows, expected fewer")
                return
            }
        }
        guard last == nil, collector.isEmpty else { return }
        collector.report(header.cells[0].mark, "no rows under the header, expected at least one")
    }

    /// What a row's cells are.
    private struct Columns {
        let count: Int
        let position: Int
        let isFrame: Bool
        /// The column and the network's name, in the order of columns.
        let weights: [(column: Int, network: String)]

        /// Nil when a problem was reported.
        init?(_ header: CSVText.Row, _ table: WeightTable, _ collector: inout ProblemCollector) {
            let names = header.cells.map(\.text)
            let found = WeightTable.positions.lazy.compactMap { names.firstIndex(of: $0) }.first
            guard let position = found else {
                collector.report(
                    header.cells[0].mark,
                    "no column of times (columns: \(names.joined(separator: ", "))), expected "
                        + "'time' or 'frame'")
                return nil
            }
            var weights = [(column: Int, network: String)]()
            var isRead = true
            for (column, cell) in header.cells.enumerated() where !Self.isPassedOver(cell.text) {
                if let message = Self.fault(cell.text, table, names.prefix(column)) {
                    collector.report(cell.mark, message)
                    isRead = false
                }
                weights.append((column, cell.text))
            }
            if isRead, weights.isEmpty, table.rest == nil {
                collector.report(
                    header.cells[0].mark,
                    "no column of a network, expected \(table.networks.listed)")
                return nil
            }
            guard isRead else { return nil }
            (count, self.position, self.weights) = (names.count, position, weights)
            isFrame = names[position] == "frame"
        }

        /// Times, and what a table of this program has of layers and regions.
        private static func isPassedOver(_ name: String) -> Bool {
            WeightTable.positions.contains(name) || name == "timecode"
                || name.wholeMatch(of: /(layer|region) [0-9]+ .*/) != nil
        }

        private static func fault(
            _ name: String, _ table: WeightTable, _ before: ArraySlice<String>
        ) -> String? {
            if before.contains(name) { return "a second column \(name.quoted), expected one" }
            if name == table.rest {
                return
                    "a column of \(name.quoted), which `rest` gives the rest, expected one of them"
            }
            guard !table.networks.contains(name) else { return nil }
            return "column \(name.quoted) is not a network of this preset, expected "
                + table.networks.listed + suggestion(name, table.networks)
        }
    }

    /// A row's time, nil when a problem was reported.
    private mutating func time(_ row: CSVText.Row, _ columns: Columns, after last: Time?) -> Time? {
        guard row.cells.count == columns.count else {
            collector.report(
                row.cells[min(row.cells.count, columns.count) - 1].mark,
                "\(row.cells.count) values, expected \(columns.count) as in the header")
            return nil
        }
        let cell = row.cells[columns.position]
        guard let time = time(cell.text, isFrame: columns.isFrame) else {
            let expected =
                columns.isFrame ? "a whole number from 0" : "seconds from 0 such as 1.5"
            collector.report(
                cell.mark,
                "\(columns.isFrame ? "frame" : "time") \(cell.text.quoted), expected "
                    + expected)
            return nil
        }
        guard last.map({ $0 < time }) ?? true else {
            collector.report(
                cell.mark,
                "\(cell.text.quoted) not after the row before, expected times in order, each once")
            return nil
        }
        return time
    }

    private func time(_ text: String, isFrame: Bool) -> Time? {
        guard isFrame else { return Time(decimalSeconds: text) }
        guard let number = PresetParser.StrictNumber.whole(text),
            (0...Timeline.frameLimit).contains(number)
        else { return nil }
        return try? rate.time(ofFrame: number)
    }

    /// A row's mixture, nil when a problem was reported.
    private mutating func mixture(_ row: CSVText.Row, _ columns: Columns) -> Mixture? {
        var weights = [Double?]()
        for (column, network) in columns.weights {
            let cell = row.cells[column]
            guard let weight = Self.number(cell.text) else {
                collector.report(
                    cell.mark,
                    "weight \(cell.text.quoted) of \(network.quoted), expected a number from 0 to 1"
                )
                return nil
            }
            weights.append(weight)
        }
        var names = columns.weights.map(\.network)
        if let rest {
            names.append(rest)
            weights.append(nil)
        }
        do throws(WeightFault) { return try Mixture(sampled: names, weights) } catch {
            report(error, row, columns)
            return nil
        }
    }

    private mutating func report(_ fault: WeightFault, _ row: CSVText.Row, _ columns: Columns) {
        switch fault {
        case .range(let index, let weight):
            let (column, network) = columns.weights[index]
            collector.report(
                row.cells[column].mark,
                "weight \(weight) of \(network.quoted), expected a number from 0 to 1")
        case .sum(let sum):
            let expected =
                rest == nil ? "1 (or `rest: NETWORK` beside `csv`)" : "at most 1"
            collector.report(
                row.cells[0].mark, "weights with the sum \(sum), expected the sum \(expected)")
        }
    }

    /// `0.25`, `1e-3`; nil for anything else that a double may be read from, such as `nan` or `0x1`.
    private static func number(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }) else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }
}
