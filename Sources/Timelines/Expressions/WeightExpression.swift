/// A weight as a formula over time: `0.5 + 0.5*sin(2*pi*t/4)`.
///
/// A pure function of its variables with the same value on every machine.  Nothing in it repeats, calls
/// back or reads anything: it takes at most as many steps as it has characters.
public struct WeightExpression: Hashable, Sendable {
    /// The text it was read from.
    public let text: String
    let code: [Instruction]

    /// The most characters an expression may have.
    public static let lengthLimit = 1000
}

extension WeightExpression {
    /// What an expression may ask for.
    public enum Variable: String, CaseIterable, Sendable {
        /// Seconds from the start.
        case time = "t"
        /// The number of the frame, 0….
        case frame = "f"
        /// Frames of a pass.
        case frames = "n"
        /// Seconds of a pass.
        case duration
        /// Beats from the first one on, with their fraction.
        case beat
    }

    /// The variables' values at a frame.
    public struct Values: Hashable, Sendable {
        /// Seconds from the start.
        public let time: Double
        /// The number of the frame, 0….
        public let frame: Int
        /// Frames of a pass.
        public let frames: Int
        /// Seconds of a pass.
        public let duration: Double
        /// Beats from the first one on; nil where nothing says how long a beat is.
        public let beat: Double?

        /// The values at a frame.
        public init(
            time: Double, frame: Int, frames: Int, duration: Double, beat: Double? = nil
        ) {
            (self.time, self.frame, self.frames) = (time, frame, frames)
            (self.duration, self.beat) = (duration, beat)
        }

        subscript(_ variable: Variable) -> Double {
            switch variable {
            case .time: time
            case .frame: Double(frame)
            case .frames: Double(frames)
            case .duration: duration
            case .beat: beat ?? .nan
            }
        }
    }

    /// A step of a machine with a stack.  Positions are the characters that messages point at.
    enum Instruction: Hashable, Sendable {
        case number(Double)
        case variable(Variable, at: Int)
        case negate
        case not
        case operation(Operation, at: Int)
        case call(ExpressionFunction, count: Int, at: Int)
        /// Goes on at another step.
        case jump(to: Int)
        /// Takes a value, and goes on at another step where it is 0.
        case jumpIfZero(to: Int)
    }

    /// An operator between two values; comparisons give 1 or 0.
    enum Operation: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
        case power = "^"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case unequal = "!="
    }
}

extension WeightExpression {
    /// Where it first asks for a variable, 0…, in Unicode scalars; nil where it does not.
    public func position(of variable: Variable) -> Int? {
        for case .variable(variable, let position) in code { return position }
        return nil
    }

    /// Whether it is the same number at all times.
    public var isConstant: Bool {
        !code.contains { if case .variable = $0 { true } else { false } }
    }

    /// The value, finite.
    ///
    /// Throws ``ExpressionError`` where there is none, as for a division by 0.
    public func value(_ values: Values) throws(ExpressionError) -> Double {
        var stack = [Double]()
        var next = 0
        while next < code.count {
            let instruction = code[next]
            next += 1
            switch instruction {
            case .number(let value): stack.append(value)
            case .variable(let variable, let position):
                stack.append(try Self.finite(values[variable], variable.rawValue, at: position))
            case .negate: stack.append(-(stack.popLast() ?? .nan))
            case .not: stack.append(stack.popLast() == 0 ? 1 : 0)
            case .operation(let operation, let position):
                let right = stack.popLast() ?? .nan
                let left = stack.popLast() ?? .nan
                stack.append(try Self.value(operation, left, right, at: position))
            case .call(let function, let count, let position):
                let arguments = stack.suffix(count)
                stack.removeLast(count)
                let name = { "\(function)(\(arguments.map { "\($0)" }.joined(separator: ", ")))" }
                stack.append(try Self.finite(function.value(arguments), name(), at: position))
            case .jump(let target): next = target
            case .jumpIfZero(let target): if stack.popLast() == 0 { next = target }
            }
        }
        return stack.last ?? .nan
    }

    private static func value(
        _ operation: Operation, _ left: Double, _ right: Double, at position: Int
    ) throws(ExpressionError) -> Double {
        let value: Double
        switch operation {
        case .add: value = left + right
        case .subtract: value = left - right
        case .multiply: value = left * right
        case .divide, .remainder:
            guard right != 0 else { throw ExpressionError(at: position, "a division by 0") }
            value = operation == .divide ? left / right : ExpressionFunction.remainder(left, right)
        case .power: value = PortableMath.power(left, right)
        case .less: value = left < right ? 1 : 0
        case .lessOrEqual: value = left <= right ? 1 : 0
        case .greater: value = left > right ? 1 : 0
        case .greaterOrEqual: value = left >= right ? 1 : 0
        case .equal: value = left == right ? 1 : 0
        case .unequal: value = left != right ? 1 : 0
        }
        return try finite(value, "\(left) \(operation.rawValue) \(right)", at: position)
    }

    private static func finite(
        _ value: Double, _ name: @autoclosure () -> String, at position: Int
    ) throws(ExpressionError) -> Double {
        guard value.isFinite else {
            let kind = value.isNaN ? "not a number" : "beyond all numbers"
            throw ExpressionError(at: position, "\(name()) is \(kind)")
        }
        return value
    }
}
