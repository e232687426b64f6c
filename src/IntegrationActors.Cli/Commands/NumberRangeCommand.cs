using System.CommandLine;
using System.Text.Json.Nodes;
using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Commands;

/// <summary>Makes a number range, or changes what is given of one.</summary>
internal sealed class NumberRangeCommand : ICliCommand
{
    private const string OnlyNew = "If-None-Match";

    private readonly bool _isNew;
    private readonly Argument<string> _name = new("NAME") { Description = "Name by which flows refer to it" };
    private readonly Option<long?> _minimum = new("--min") { HelpName = "N", Description = "The first number, 0 or more [default: 0]" };
    private readonly Option<long?> _maximum = new("--max") { HelpName = "N", Description = "The last number, at most 14 digits" };
    private readonly Option<int?> _length = new("--length") { HelpName = "N", Description = "Digits up to which numbers get zeros in front, 0 to 14 [default: 0]" };
    private readonly Option<bool?> _rotate = new("--rotate") { HelpName = "true|false", Description = "Begins again with the first number after the last; otherwise it is exhausted then [default: false]" };
    private readonly Option<long?> _last = new("--last") { HelpName = "N", Description = "The number that counts as given out last; the next one follows it" };

    private NumberRangeCommand(bool isNew)
    {
        _isNew = isNew;
        _maximum.Required = isNew;
    }

    public static IReadOnlyList<ICliCommand> All { get; } = [new NumberRangeCommand(isNew: true), new NumberRangeCommand(isNew: false)];

    public string Name => _isNew ? "create number-range" : "set number-range";

    public string Summary => _isNew ? "Makes a number range that flows take numbers from." : "Changes a number range; it goes on where it is unless --last is given.";

    public IReadOnlyList<string> Examples => _isNew
        ? ["ia create number-range invoices --min 1 --max 99999 --length 8", "ia create number-range interchanges --max 99999999999999 --rotate true"]
        : ["ia set number-range invoices --max 999999", "ia set number-range invoices --last 4711"];

    public IReadOnlyList<Symbol> Arguments => [_name, _minimum, _maximum, _length, _rotate, _last];

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var path = run.InTenant("number-ranges", run.Value(_name));
        var range = _isNew ? new JsonObject() : Changeable(await run.Api.GetAsync(path, cancel));
        Set(range, "minimum", run.Value(_minimum));
        Set(range, "maximum", run.Value(_maximum));
        Set(range, "fieldLength", run.Value(_length));
        Set(range, "rotate", run.Value(_rotate));
        Set(range, "last", run.Value(_last));
        var put = await run.Api.SendAsync(HttpMethod.Put, path, range, _isNew ? KeyValuePair.Create(OnlyNew, "*") : null, cancel);
        run.Printer.One(put, put.Text("name"), () => run.Printer.Table([put], Lists.NumberRanges));
        return ExitCode.Fine;
    }

    // Without 'last' the range goes on where it is by then.
    private static JsonObject Changeable(JsonNode found)
    {
        var range = new JsonObject();
        foreach (var member in new[] { "minimum", "maximum", "fieldLength", "rotate" })
        {
            range[member] = found[member]?.DeepClone();
        }

        return range;
    }

    private static void Set<T>(JsonObject range, string member, T? value)
        where T : struct
    {
        if (value is { } given)
        {
            range[member] = JsonValue.Create(given);
        }
    }
}
