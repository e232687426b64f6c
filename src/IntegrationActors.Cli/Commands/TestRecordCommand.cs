using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Output;
using IntegrationActors.Cli.Recording;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Commands;

/// <summary>Makes a test out of a message in the log of a server: (1) what the server knows of it; (2) where its flow stands here; (3) the file.</summary>
internal sealed class TestRecordCommand : ICliCommand
{
    private const int ShortId = 8;
    private readonly Argument<string> _message = new("ID") { Description = "Id of the message" };
    private readonly Option<string?> _folder = new("--folder") { HelpName = "FOLDER", Description = "Where the flow stands [default: it is looked for in this folder and below]" };

    public string Name => "test record";

    public string Summary => "Makes a test out of a logged message of the server, with secrets masked, beside its flow.";

    public IReadOnlyList<string> Examples => ["ia test record 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77", "ia test record 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77 --folder flows/orders"];

    public IReadOnlyList<Symbol> Arguments => [_message, _folder];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var id = run.Value(_message);
        var detail = await run.Api.GetAsync(run.InTenant("messages", id), cancel);                      // 1
        var trace = (await run.Api.GetAsync(run.InTenant("messages", id, "trace"), cancel)).Items("items").ToList();
        var input = detail.IsTrue("inputKept") ? await run.Api.GetAsync(run.InTenant("messages", id, "input"), cancel) : null;
        var flow = detail["message"]!.Text("flow")!;
        if (input is null && trace.Count == 0)
        {
            throw CliException.Negative($"nothing of the content of message '{id}' was kept: write 'keepInput: all' in flow '{flow}', or trace it ('ia trace {flow}') and send the message again");
        }

        var flowFile = Find(run, flow);                                                                 // 2
        var file = flowFile[..^Bundle.FlowExtension.Length] + $".{id[^Math.Min(ShortId, id.Length)..]}{FlowTestReader.Extension}";
        if (File.Exists(file))
        {
            throw CliException.Negative($"'{run.Terminal.Shown(file)}' is there already");
        }

        await File.WriteAllTextAsync(file, Text(id, new RecordedTest(detail, input, trace).File(Path.GetFileName(flowFile)), trace.Count > 0), cancel); // 3
        run.Out.WriteLine(run.Terminal.Shown(file));
        run.Error.WriteLine(trace.Count > 0
            ? "read it before you keep it: headers and members named like secrets are masked, other personal data is as it was"
            : $"calls and the body at the end are not in it, since the message was not traced: 'ia trace {flow}' before the next one");
        return ExitCode.Fine;
    }

    private string Find(Invocation run, string flow)
    {
        var folder = Path.Combine(run.Terminal.Folder, run.Value(_folder) ?? "");
        if (!Directory.Exists(folder))
        {
            throw CliException.Usage($"there is no folder '{folder}'");
        }

        return LocalFiles.Below(folder, "*" + Bundle.FlowExtension)
            .Where(f => string.Equals(FlowNames.Find(File.ReadAllText(f)), flow, StringComparison.Ordinal))
            .FirstOrDefault() ?? throw CliException.Negative($"no file below '{run.Terminal.Shown(folder)}' is flow '{flow}'; go where it stands, or name the place with --folder");
    }

    private static string Text(string id, JsonObject test, bool isTraced)
    {
        var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"# Recorded from message {id}{(isTraced ? "" : ", which was not traced: add what it calls and what comes out")}. Give it a name that says what it shows.");
        YamlText.Write(text, test);
        return text.ToString();
    }
}
