import Imaging
import Timelines

/// A render as editors are told of it: its files, its length and what happens in which frame.
///
/// Paths are relative to the folder of the documents, without `./`, so that the folder can be moved.
struct Handoff: Sendable {
    /// A file with all frames.
    struct Movie: Sendable {
        let path: String
        /// Channels and samples a second of its sound; nil for silence.
        let sound: (channels: Int, sampleRate: Int)?
    }

    /// Numbered files of one frame each.
    struct Sequence: Sendable {
        /// The folder with a `/` behind it; empty for that of the documents.
        let folder: String
        /// File names are this, the number, and ``suffix``.
        let prefix: String
        let suffix: String
        /// The least number of digits.
        let digits: Int
        /// The first frame's number.
        let firstNumber: Int

        /// The path of a frame, 0….
        func path(ofFrame frame: Int) -> String {
            let text = String(firstNumber + frame)
            let zeros = String(repeating: "0", count: max(0, digits - text.count))
            return folder + prefix + zeros + text + suffix
        }
    }

    /// A keyframe of the timeline, a layer or a region.
    struct Marker: Sendable, Equatable {
        /// From the first frame that is there, 0….
        let frame: Int
        /// `monet 25% + vangogh 75%`, a layer's or region's with its number before it.
        let name: String
        /// 0 for the timeline, from 1 on for the paths beside it.
        let path: Int
    }

    /// What the render is called, without an ending.
    let name: String
    let frameRate: FrameRate
    /// How many frames there are.
    let frameCount: Int
    /// Columns and rows of every frame.
    let size: Size
    /// Nil where there are only numbered files.
    let movie: Movie?
    /// Nil where there is only a movie.
    let sequence: Sequence?
    /// In the order of frames.
    let markers: [Marker]

    /// How its frames are counted; nil for a rate that has no timecode.
    var timecode: Timecode? { Timecode(frameRate) }
}
