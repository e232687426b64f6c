namespace IntegrationActors.Formats.XmlToJson;

/// <summary>The listed array paths as a tree: a node per element on the way. Immutable once built.</summary>
internal sealed class ArrayPath
{
    private readonly Dictionary<string, ArrayPath> _children = new(StringComparer.Ordinal);

    public bool IsArray { get; private set; }

    /// <summary>Builds the tree.</summary>
    /// <exception cref="ArgumentException">A path that can't be used; the text is for the author of the flow.</exception>
    public static ArrayPath Build(IReadOnlyList<string> paths)
    {
        var root = new ArrayPath();
        foreach (var path in paths)
        {
            var names = path.Split('/');
            if (names.Length < 3 || names[0].Length > 0 || names.Skip(1).Any(string.IsNullOrWhiteSpace))
            {
                throw new ArgumentException($"Array path '{path}' is not an absolute path below the root element, such as /order/lines.", nameof(paths));
            }

            names.Skip(1).Aggregate(root, (node, name) => node.Child(name)).IsArray = true;
        }

        return root;
    }

    public ArrayPath? Find(string name) => _children.GetValueOrDefault(name);

    private ArrayPath Child(string name)
    {
        if (!_children.TryGetValue(name, out var child))
        {
            child = new ArrayPath();
            _children.Add(name, child);
        }

        return child;
    }
}
