import CFFmpeg
import Timelines

/// A track whose packets go into a container one by one, at their times.
protocol CopiedTrack: SideTrack {
    /// Holds the packet that waits.
    var packet: Packet { get }
    /// The unit of packets' times.
    var timeBase: AVRational { get }
    /// The stream that they go to; nil before it is made.
    var target: UnsafeMutablePointer<AVStream>? { get }

    /// Reads the next packet, unless one is waiting; false at the end.
    func prepare() throws -> Bool

    /// Takes the packet that waits, as it is to be written; false for one that is left out.
    func take() throws -> Bool
}

extension CopiedTrack {
    func write(until moment: Time, to muxer: Muxer) throws {
        try write(until: moment, isEnd: false, to: muxer)
    }

    func finish(at end: Time, to muxer: Muxer) throws {
        try write(until: end, isEnd: true, to: muxer)
    }

    private func write(until moment: Time, isEnd: Bool, to muxer: Muxer) throws {
        guard let target else { return }
        let limit = moment.ticks(timeBase)
        while try prepare() {
            let data = packet.pointer.pointee
            // What goes on as the pictures end is known only then.
            guard isEnd ? data.pts < limit : data.pts &+ data.duration < limit else { return }
            if isEnd { packet.pointer.pointee.duration = min(data.duration, limit &- data.pts) }
            guard try take() else { continue }
            try naming { try muxer.write(packet, timeBase: timeBase, stream: target) }
        }
    }
}
