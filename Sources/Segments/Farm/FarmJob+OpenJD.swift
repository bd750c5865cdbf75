public import Rendering

extension FarmJob {
    /// The longest default of a text parameter: Open Job Description, Template Schemas 2023-09, section 2.1.
    static let openJDTextLimit = 1024

    /// The file of Open Job Description: `template.yaml`, a template of a step that renders the segments in
    /// chunks and one that stitches them.
    ///
    /// The folder is the template's own.  Paths are values of parameters, in which `{{` means nothing.
    ///
    /// - Parameter segmentsPerTask: of a chunk, 1 or more; a queue may say another number.
    /// - Throws: ``RenderError/badOption(name:found:expected:)`` for a program whose path is too long, or a
    ///   chunk without segments.
    public func openJDFiles(segmentsPerTask: Int) throws(RenderError) -> [FarmFile] {
        guard segmentsPerTask >= 1 else {
            throw .badOption(
                name: "--segments-per-task", found: "\(segmentsPerTask)", expected: "1 or more")
        }
        guard program.unicodeScalars.count <= Self.openJDTextLimit else {
            throw .badOption(
                name: "--program", found: "\(program.unicodeScalars.count) characters",
                expected: "at most \(Self.openJDTextLimit), or a name on the search path")
        }
        return [FarmFile("template.yaml", template(segmentsPerTask))]
    }

    private func template(_ segmentsPerTask: Int) -> String {
        """
        # Renders this folder's segments and stitches them: openjd run template.yaml
        specificationVersion: jobtemplate-2023-09
        extensions: [TASK_CHUNKING]
        name: segue
        parameterDefinitions:
          - name: Folder
            type: PATH
            objectType: DIRECTORY
            dataFlow: NONE
            default: "."
            description: The folder of segments, which every machine sees.
          - name: Program
            type: STRING
            default: \(program.yamlText)
            description: segue on the farm's machines.
          - name: SegmentsPerTask
            type: INT
            minValue: 1
            default: \(segmentsPerTask)
            description: How many neighbouring segments a task renders.
        steps:
          - name: Render
            parameterSpace:
              taskParameterDefinitions:
                - name: Segments
                  type: CHUNK[INT]
                  range: "\(segments.lowerBound)-\(segments.upperBound - 1)"
                  chunks: {defaultTaskCount: "{{Param.SegmentsPerTask}}", rangeConstraint: CONTIGUOUS}
        \(action(["render", "{{Param.Folder}}", "{{Task.Param.Segments}}"], renderOptions))
          - name: Stitch
            dependencies: [{dependsOn: Render}]
        \(action(["stitch", "{{Param.Folder}}"]))

        """
    }

    private func action(_ words: [String], _ options: [String] = []) -> String {
        let arguments = ["segments"] + words + ["--plan", plan] + options
        return """
                script:
                  actions:
                    onRun:
                      command: "{{Param.Program}}"
                      args: [\(arguments.map(\.yamlText).joined(separator: ", "))]
                      cancelation: {mode: NOTIFY_THEN_TERMINATE, notifyPeriodInSeconds: 60}
            """
    }
}

extension String {
    /// The text as a double-quoted scalar of YAML 1.2.
    ///
    /// It must be free of control characters.
    fileprivate var yamlText: String {
        "\"" + replacing(#"\"#, with: #"\\"#).replacing("\"", with: #"\""#) + "\""
    }
}
