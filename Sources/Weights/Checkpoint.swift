/// The parameters of one network, by name, as a file holds them.
public struct Checkpoint: Sendable {
    /// Where it came from, as the user wrote it: the place that messages name.
    public let file: String

    /// The names of `tensors` in the order of the file, each once.
    public let names: [String]

    /// The parameters. Integers are kept out of it, in `integerTensors`.
    public let tensors: [String: Tensor]

    /// Counters and indices that the file keeps beside the parameters.
    public let integerTensors: [String: IntegerTensor]

    /// What the file says about itself, such as `architecture`; empty when it says nothing.
    public let metadata: [String: String]

    /// What the reader chose among what the file holds, a sentence each: the dict it took the network
    /// from, a prefix it took off the names.
    public let notices: [String]

    /// Makes a checkpoint of parameters computed or read elsewhere.
    ///
    /// Stops the program when the caller's `names` are not exactly the keys of `tensors`.
    public init(
        file: String, names: [String], tensors: [String: Tensor],
        integerTensors: [String: IntegerTensor] = [:], metadata: [String: String] = [:],
        notices: [String] = []
    ) {
        precondition(
            names.count == tensors.count && names.allSatisfy { tensors[$0] != nil },
            "Checkpoint: names and tensors differ")
        precondition(
            integerTensors.keys.allSatisfy { tensors[$0] == nil },
            "Checkpoint: one name for a parameter and integers")
        self.file = file
        self.names = names
        self.tensors = tensors
        self.integerTensors = integerTensors
        self.metadata = metadata
        self.notices = notices
    }

    /// The parameter of that name, nil when there is none.
    public subscript(name: String) -> Tensor? { tensors[name] }
}
