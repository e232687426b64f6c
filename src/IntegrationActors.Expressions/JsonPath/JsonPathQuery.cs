using System.Text.Json;
using IntegrationActors.Expressions.JsonPath.Parsing;

namespace IntegrationActors.Expressions.JsonPath;

/// <summary>
/// A JSONPath query as RFC 9535 defines it. Parsed once; immutable and thread-safe. Of members with the same name in one object,
/// name selectors take the last one, as <see cref="JsonElement.TryGetProperty(string, out JsonElement)"/> does.
/// </summary>
public sealed class JsonPathQuery
{
    private readonly Query _query;
    private readonly JsonPathLimits _limits;
    private readonly SingularScan? _scan;
    private readonly Selectors.ISingularSelector[]? _toContainer;

    private JsonPathQuery(string text, Query query, JsonPathLimits limits)
    {
        Text = text;
        _query = query;
        _limits = limits;
        _scan = query.SingularSteps is { } steps ? SingularScan.For(steps) : null;
        _toContainer = query.StepsToContainer();
        Location = query.ToLocation();
    }

    /// <summary>The path, when it can be followed while a document is read.</summary>
    internal JsonPathLocation? Location { get; }

    /// <summary>Name of the member of the root, when the query is <c>$.name</c>; in UTF-8.</summary>
    internal byte[]? Member => _query.SingularSteps is [Selectors.NameSelector only] ? only.Utf8Name.ToArray() : null;

    /// <summary>The query as it was written.</summary>
    public string Text { get; }

    /// <summary>True for a query of names and indexes only, which selects at most one node (RFC 9535 section 2.3.5.1).</summary>
    public bool IsSingular => _query.SingularSteps is not null;

    /// <summary>True when <see cref="TryScan"/> can answer the query: it is singular, with at most one index from the end.</summary>
    public bool CanScan => _scan is not null;

    /// <summary>Parses and checks a query.</summary>
    /// <exception cref="JsonPathException">It is not well-formed, not valid or over the limits.</exception>
    public static JsonPathQuery Parse(string text, JsonPathLimits? limits = null)
    {
        limits ??= JsonPathLimits.Default;
        return new JsonPathQuery(text, QueryParser.Parse(text, limits), limits);
    }

    /// <summary>All selected values, in the order of the RFC.</summary>
    /// <exception cref="JsonPathException">The evaluation went over its limits.</exception>
    public IReadOnlyList<JsonElement> Select(JsonElement root, CancellationToken cancellationToken = default)
    {
        var sink = new ElementSink(_limits.MaxResults);
        Run(new JsonPathNode(root, null), sink, cancellationToken);
        return sink.Elements;
    }

    /// <summary>All selected values with their normalized paths.</summary>
    /// <exception cref="JsonPathException">The evaluation went over its limits.</exception>
    public IReadOnlyList<JsonPathNode> SelectNodes(JsonElement root, CancellationToken cancellationToken = default)
    {
        var sink = new NodeSink(_limits.MaxResults);
        Run(new JsonPathNode(root, PathStep.Root), sink, cancellationToken);
        return sink.Nodes;
    }

    /// <summary>The first selected value; cheaper than selecting all.</summary>
    /// <exception cref="JsonPathException">The evaluation went over its limits.</exception>
    public bool TrySelectFirst(JsonElement root, out JsonElement value, CancellationToken cancellationToken = default)
    {
        if (_query.SingularSteps is { } steps)
        {
            return Follow(steps, root, out value);
        }

        var sink = new ProbeSink(stopAfter: 1);
        Run(new JsonPathNode(root, null), sink, cancellationToken);
        value = sink.First;
        return sink.Count > 0;
    }

    /// <summary>
    /// For a query with <see cref="CanScan"/>: finds its value in the bytes of a document in one pass, without building a <see cref="JsonDocument"/>.
    /// The whole document is read and checked; the answer is the same as from <see cref="TrySelectFirst"/>.
    /// </summary>
    /// <exception cref="JsonException">The bytes are no JSON document within the options.</exception>
    /// <exception cref="InvalidOperationException">The query can't be scanned for.</exception>
    public bool TryScan(ReadOnlySpan<byte> utf8Json, JsonReaderOptions options, out JsonSlice value)
    {
        var scan = _scan ?? throw new InvalidOperationException($"'{Text}' can't be scanned for; look at CanScan first.");
        return scan.TryFind(utf8Json, options, out value);
    }

    /// <summary>The query as it was written.</summary>
    public override string ToString() => Text;

    /// <summary>
    /// For a query such as <c>$.a[*]</c>: the array whose items it selects, which are as many as it may return at most. False for any other query or value; <see cref="Select"/> answers then.
    /// </summary>
    internal bool TryGetItems(JsonElement root, out JsonElement array)
    {
        array = default;
        return _toContainer is not null && Follow(_toContainer, root, out array) && array.ValueKind == JsonValueKind.Array && array.GetArrayLength() <= _limits.MaxResults;
    }

    private static bool Follow(Selectors.ISingularSelector[] steps, JsonElement root, out JsonElement value)
    {
        try
        {
            return Query.TryFollow(steps, root, out value);
        }
        catch (InvalidOperationException broken) when (broken is not ObjectDisposedException)
        {
            throw NoText(broken);
        }
    }

    private void Run(JsonPathNode root, INodeSink sink, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _query.Run(root, new Evaluation(root.Value, _limits, cancellationToken), sink);
        }
        catch (InvalidOperationException broken) when (broken is not ObjectDisposedException)
        {
            throw NoText(broken);
        }
    }

    // System.Text.Json decodes strings when they are looked at.
    private static JsonPathException NoText(Exception broken) => new("the document has a string that is no Unicode text (half of a surrogate pair, or broken UTF-8)", broken);
}
