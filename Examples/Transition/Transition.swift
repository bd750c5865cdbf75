// A transition without a preset: transition A B PICTURE
//
// Renders two seconds from network A to network B and prints the SHA-256 of every frame, which tells
// whether two machines, or two settings of workers and threads, compute the same bits.

import Foundation
import Segue

@main
struct Transition {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 3 else {
            print("usage: transition A B PICTURE")
            exit(64)
        }
        let family = try NetworkFamily([
            ("a", Network.read(NetworkReference(words[0]))),
            ("b", Network.read(NetworkReference(words[1]))),
        ])
        let timeline = try Timeline(
            frameRate: FrameRate(12),
            keyframes: [
                Keyframe(at: .zero, Mixture("a"), easing: .parse("ease-in-out")),
                Keyframe(at: Time(seconds: 2), Mixture("b")),
            ])
        guard let picture = try MediaInput.open(path: words[2]).next()?.image else { return }

        let worker = try family.compiled(width: picture.width, height: picture.height).makeWorker()
        for frame in 0..<timeline.frameCount {
            let mixture = timeline.mixture(ofFrame: frame)
            let image = try worker.render(picture, weights: family.weights(of: mixture))
            print(try DigestSink.digest(of: image), mixture)
        }
    }
}
