namespace IntegrationActors.Formats.Xml;

/// <summary>The names of one document, each once. Trees keep the list that they were made with: it only gets longer, so they may be read while the next one is made.</summary>
internal sealed class XmlTreeNames
{
    /// <summary>The name of what has none.</summary>
    public const ushort None = 0;

    // Documents have few; one with many begins anew, so that a tree doesn't hold names of all others.
    private const int Many = 4096;

    // Among the first names one is looked for by its texts themselves, which are the same objects each time.
    private const int Few = 32;

    private readonly Dictionary<XmlTreeName, ushort> _numbers = [];
    private XmlTreeName[] _list = new XmlTreeName[32];

    // The name that came last behind each name: records repeat themselves.
    private ushort[] _next = new ushort[32];
    private ushort _last;

    public XmlTreeNames() => Add(new XmlTreeName("", "", ""));

    /// <summary>The names by number.</summary>
    public XmlTreeName[] List => _list;

    public bool AreMany => _numbers.Count > Many;

    /// <summary>The number of a name, whose texts are those of the reader's table.</summary>
    public ushort NumberOf(string prefix, string local, string uri)
    {
        var expected = _next[_last];
        if (!IsName(expected, prefix, local, uri))
        {
            expected = _next[_last] = Find(prefix, local, uri);
        }

        return _last = expected;
    }

    private bool IsName(int number, string prefix, string local, string uri) =>
        _list[number] is var name && ReferenceEquals(name.Local, local) && ReferenceEquals(name.Uri, uri) && ReferenceEquals(name.Prefix, prefix);

    private ushort Find(string prefix, string local, string uri)
    {
        var few = int.Min(_numbers.Count, Few);
        for (ushort i = 0; i < few; i++)
        {
            if (IsName(i, prefix, local, uri))
            {
                return i;
            }
        }

        var name = new XmlTreeName(prefix, local, uri);
        return _numbers.TryGetValue(name, out var number) ? number : Add(name);
    }

    private ushort Add(XmlTreeName name)
    {
        var number = checked((ushort)_numbers.Count);
        if (number == _list.Length)
        {
            Array.Resize(ref _list, 2 * number);
            Array.Resize(ref _next, 2 * number);
        }

        _list[number] = name;
        _numbers.Add(name, number);
        return number;
    }
}
