using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Resources;

/// <summary>The files that a step may use, ready to be used; a message chooses one of them and can't name others.</summary>
internal sealed class ChosenResource<T>
{
    private const string Unknown = "IA3445";
    private const string LogKey = "ExecutedMapping";

    private readonly Expression? _choose;
    private readonly string _usual;
    private readonly Dictionary<string, T> _files = new(StringComparer.Ordinal);

    /// <summary>Whether the log names the file also when there is no choice: mappings are what people look for there.</summary>
    public bool IsAlwaysNamed { get; init; }

    public ChosenResource(ResourceReference usual, ChosenResourceOptions options, Func<ResourceReference, T> read)
    {
        (_choose, _usual) = (options.Choose, usual.Path);
        foreach (var file in options.Alternatives.Prepend(usual))
        {
            _files.TryAdd(file.Path, read(file));
        }
    }

    /// <summary>The file for a message.</summary>
    /// <exception cref="FaultException">IA3445: its value names none of the files.</exception>
    public (string Path, T Value) For(Exchange exchange)
    {
        if (_choose is null)
        {
            Name(exchange, _usual, IsAlwaysNamed);
            return (_usual, _files[_usual]);
        }

        var path = ExpressionValue.ToText(_choose.Evaluate(exchange)) is { Length: > 0 } chosen ? chosen : _usual;
        if (!_files.TryGetValue(path, out var value))
        {
            throw new FaultException(
                Unknown, $"'{Fault.Cut(path)}' is none of the files that this step may use: {string.Join(", ", _files.Keys)}.", "Correct the value that the message brings, or add the file to alternatives.");
        }

        Name(exchange, path, isNamed: true);
        return (path, value);
    }

    private static void Name(Exchange exchange, string path, bool isNamed)
    {
        if (isNamed)
        {
            exchange.Log.AddKey(LogKey, path);
        }
    }
}
