import ArgumentParser
import Rendering

/// `segue plan`: what a render will take.
struct Plan: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a render will make and take, without rendering.")

    @OptionGroup var options: PresetOptions

    func run() throws {
        let rows = try options.plan().summary().rows
        Terminal.output.write(table(rows.map { ($0.name, $0.value) }))
    }
}

/// Two columns, the first as wide as it needs to be.
func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { name, value in
        name + String(repeating: " ", count: width - name.count + 2) + value + "\n"
    }.joined()
}
