import Glibc

extension MediaError {
    /// The error that a failed system call on an output stands for.
    ///
    /// - Parameter written: what the output had by then.
    static func system(
        _ number: Int32, _ call: String, place: String, written: Int = 0
    ) -> MediaError {
        let reason = systemMessage(number)
        switch number {
        case ENOSPC, EDQUOT, EFBIG:
            return .diskFull(
                place: place, reason: reason, written: WrittenAmount(bytes: written))
        case ESTALE:
            return .tryAgain(
                place: place, found: "\(call) failed: \(reason)",
                expected: "a folder that stays where it is")
        default: return .inputOutput(place: place, call: call, reason: reason)
        }
    }

    /// The same error, a full disk's with another account of what was written before.
    func after(_ written: WrittenAmount) -> MediaError {
        guard case .diskFull(let place, let reason, _) = self else { return self }
        return .diskFull(place: place, reason: reason, written: written)
    }
}
