using System.Globalization;
using IntegrationActors.Cli.Output;
using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Steps;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Cli.Dev;

/// <summary>Tells a developer what happens, a line each. Many threads write.</summary>
internal sealed class DevConsole(Terminal terminal)
{
    private const int MostSteps = 12;
    private const int MostBody = 2000;

    private readonly Lock _gate = new();

    public void Say(string line) => WriteLines(Now + line);

    /// <summary>A finding or another line without a time.</summary>
    public void Plain(string line) => WriteLines(line);

    /// <summary>One line per message; on failure the fault with its step and place, and what was being handled.</summary>
    public void Message(MessageRecord record, IReadOnlyList<PlanNode> nodes)
    {
        var runs = new StepRun[record.Steps.Count];
        record.Steps.CopyTo(runs);
        var names = runs.Take(MostSteps).Select(r => nodes[r.Node].Name + (r.Failed ? "!" : ""));
        var more = record.Steps.Total > MostSteps ? string.Create(CultureInfo.InvariantCulture, $" → … {record.Steps.Total} steps") : "";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{Now}{record.Status.ToString().ToUpperInvariant(),-9} {record.Flow.Flow}  {record.Duration / 1000.0:0.0} ms  {string.Join(" → ", names)}{more}  {record.Id}");
        WriteLines(record.Fault is { } fault && record.Status is not MessageStatus.Completed ? [line, .. Faults(fault)] : [line]);
    }

    /// <summary>A line that a flow wrote.</summary>
    public void Log(Exchange exchange, LogSeverity severity, string text) =>
        WriteLines($"{Now}  {severity.ToString().ToLowerInvariant()} {exchange.Flow.Flow}: {Harmless.Line(text)}");

    /// <summary>What went to a stub, and what it answered.</summary>
    public void Stub(StubCall call, StubAnswer answer)
    {
        var answered = answer.Unreachable ? "can't be reached" : string.Create(CultureInfo.InvariantCulture, $"{answer.Status}, {answer.Body.Length} bytes");
        var headers = call.Headers.Where(h => !Security.Masking.IsSensitive(h.Key)).Select(h => $"    {h.Key}: {Harmless.Line(h.Value)}");
        var body = call.Text.Length <= MostBody ? call.Text : call.Text[..MostBody] + "…";
        WriteLines([$"{Now}  stub {call.Target} -> {answered}", .. headers, .. body.Split('\n').Where(l => l.Length > 0).Select(l => "    " + Harmless.Line(l))]);
    }

    private static IEnumerable<string> Faults(Fault fault)
    {
        for (var current = fault; current is not null; current = current.Handling)
        {
            var place = current.Span.Line > 0 ? $"{current.Span}: " : "";
            yield return $"  {place}{(current == fault ? "" : "while handling: ")}step '{current.Step}': {Harmless.Line(current.ToString())}";
        }
    }

    private string Now => terminal.Time.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture);

    private void WriteLines(params ReadOnlySpan<string> lines)
    {
        lock (_gate)
        {
            foreach (var line in lines)
            {
                terminal.Out.WriteLine(line);
            }
        }
    }
}
