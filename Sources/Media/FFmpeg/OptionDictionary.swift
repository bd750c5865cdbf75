import CFFmpeg

/// An owned `AVDictionary` of options.
struct OptionDictionary: ~Copyable {
    var pointer: OpaquePointer?

    init() { pointer = nil }

    deinit {
        var released = pointer
        av_dict_free(&released)
    }

    /// Sets a value; reading is not offered.
    subscript(name: String) -> String {
        get { "" }
        set { av_dict_set(&pointer, name, newValue, 0) }
    }
}
