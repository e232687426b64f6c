using System.Globalization;
using System.Text;
using IntegrationActors.Cli.Stubs;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Testing;

/// <summary>Compares what became of a test with what its author expects.</summary>
internal sealed class Expectations(ExpectationOptions expect, string folder)
{
    private const string ResponseCode = "CamelHttpResponseCode";

    private readonly List<Difference> _differences = [];

    /// <summary>Everything that is different; empty when nothing is.</summary>
    public IReadOnlyList<Difference> Differences(CaseEnd end)
    {
        var receipt = end.Receipt;
        CheckOutcome(receipt);
        Check("fault", expect.Fault, receipt.Fault?.Code);
        Check("step", expect.Step, receipt.Fault?.Step);
        if (expect.Message is { } part && receipt.Fault?.FullMessage.Contains(part, StringComparison.Ordinal) != true)
        {
            _differences.Add(new Difference("message", $"the message of the fault does not contain '{part}'", receipt.Fault is { } fault ? $"it is: {fault.FullMessage}" : "there is no fault"));
        }

        Check("status", expect.Status?.ToString(CultureInfo.InvariantCulture), Status(receipt).ToString(CultureInfo.InvariantCulture));
        CheckNamed("header", expect.Headers, name => receipt.Headers[name]);
        CheckNamed("property", expect.Properties, name => receipt.EndProperties[name] is { } value ? ExpressionValue.ToText(value) : null);
        CheckNamed("track", expect.Track, name => end.Record.Keys.LastOrDefault(k => k.Key == name).Value);
        if (expect.Body is { } body)
        {
            _differences.AddRange(BodyComparison.Compare("body", body, receipt.Body, folder));
        }

        if (expect.Calls is { } calls)
        {
            _differences.AddRange(CallComparison.Compare(calls, end.Stubs.Calls, expect.AnyOrder, folder));
        }

        return _differences;
    }

    private void CheckOutcome(CaseReceipt receipt)
    {
        var expected = expect.Outcome ?? (expect.Fault is null && expect.Message is null && expect.Step is null ? TestOutcome.Completed : TestOutcome.Failed);
        var actual = receipt.Status switch
        {
            MessageStatus.Completed => TestOutcome.Completed,
            MessageStatus.Escalated => TestOutcome.Escalated,
            _ => TestOutcome.Failed,
        };
        if (actual != expected)
        {
            _differences.Add(new Difference("outcome", $"expected {Word(expected)}, but the message is {Word(actual)}", Why(receipt)));
        }
    }

    private static string Why(CaseReceipt receipt)
    {
        if (receipt.Fault is not { } fault)
        {
            return $"the body is: {Shorten(Encoding.UTF8.GetString(receipt.Body))}";
        }

        var place = fault.Span.Line > 0 ? $"{fault.Span}: " : "";
        var why = $"{place}step '{fault.Step}': {fault}";
        return fault.Handling is { } handled ? $"{why}\nwhile handling: {handled.Span}: step '{handled.Step}': {handled}" : why;
    }

    // What the sender channel would answer.
    private static int Status(CaseReceipt receipt)
    {
        if (receipt.Status != MessageStatus.Completed)
        {
            return receipt.Fault?.ResponseStatus is { } wanted and >= 400 and <= 599 ? wanted : 500;
        }

        return int.TryParse(receipt.Headers[ResponseCode], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : receipt.Body.Length == 0 ? 204 : 200;
    }

    private void Check(string what, string? expected, string? actual)
    {
        if (expected is not null && !string.Equals(expected, actual, StringComparison.Ordinal))
        {
            _differences.Add(new Difference(what, $"{what}: expected {expected}, but it is {actual ?? "none"}"));
        }
    }

    private void CheckNamed(string what, IReadOnlyDictionary<string, string> expected, Func<string, string?> actual)
    {
        foreach (var (name, value) in expected)
        {
            if (NamedValues.Mistake(value, actual(name)) is { } mistake)
            {
                _differences.Add(new Difference(what, $"{what} '{name}': {mistake}"));
            }
        }
    }

    private static string Word(TestOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Shorten(string text) => text.Length <= 400 ? text : text[..400] + "…";
}
