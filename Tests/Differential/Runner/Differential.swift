import Foundation

/// Runs the cases that standard input names, one a line, in the folder of the first argument.
///
/// Writes a line "begin ID" before each case and after it "done ID SIZES" or "refused ID WHY", so that a
/// death belongs to a case; ``Case`` says what a line has and which files are read and written.
@main
struct Differential {
    static func main() {
        let folder = URL(
            filePath: CommandLine.arguments.dropFirst().first ?? ".", directoryHint: .isDirectory)
        while let line = readLine() {
            guard let example = Case(line: line, folder: folder) else {
                report("unreadable", line)
                continue
            }
            report("begin", example.id)
            do {
                let sizes = try example.run()
                report("done", example.id, sizes.map(String.init).joined(separator: ","))
            } catch let error as any CustomStringConvertible {
                report("refused", example.id, error.description)
            } catch {
                report("refused", example.id, "\(error)")
            }
        }
    }

    private static func report(_ words: String...) {
        print(words.joined(separator: " ").replacing("\n", with: " "))
        fflush(nil)
    }
}
