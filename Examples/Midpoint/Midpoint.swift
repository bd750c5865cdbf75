// Two networks halfway: midpoint A B PICTURE OUTPUT.png
//
// A and B are files of networks of one structure, or builtin:NAME.

import Foundation
import Segue

@main
struct Midpoint {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 4 else {
            print("usage: midpoint A B PICTURE OUTPUT.png")
            exit(64)
        }
        let words = Array(arguments)
        let networks = words[..<2].map {
            WeightedReference(reference: NetworkReference($0), weight: 0.5)
        }
        let notices = try PictureApplication(networks).run(
            input: words[2], output: words[3], overwrite: true)
        for notice in notices { print(notice) }
    }
}
