using System.Text;
using System.Xml;
using IntegrationActors.Formats.Csv;
using IntegrationActors.Formats.XmlToJson;

namespace IntegrationActors.Formats.XmlToCsv;

/// <summary>One walk through a document: (1) outside of records it follows the path and remembers simple elements on the way, (2) inside it sets fields.</summary>
internal sealed class XmlRecords(string[] path, XmlToCsvOptions options, CsvRows rows)
{
    private const int MaxRemembered = 1000;

    private readonly List<Remembered> _above = [];
    private readonly StringBuilder _text = new();
    private readonly Stack<int> _lengths = new();
    private string _field = "";
    private int _depth;
    private int _matched;
    private bool _isLeaf;

    private bool InRecord => _matched == path.Length;

    public void Take(XmlReader reader)
    {
        if (reader.NodeType == XmlNodeType.Element)
        {
            var isEmpty = reader.IsEmptyElement;
            Start(reader);
            if (isEmpty)
            {
                End();
            }
        }
        else if (reader.NodeType == XmlNodeType.EndElement)
        {
            End();
        }
        else if (_isLeaf && XmlWalk.IsText(reader.NodeType) && _text.Length <= options.Rows.Dialect.MaxFieldSize)
        {
            _text.Append(reader.Value);
        }
    }

    private void Start(XmlReader reader)
    {
        if (InRecord)
        {
            StartField(reader);
        }
        else if (_depth == _matched && string.Equals(reader.LocalName, path[_matched], StringComparison.Ordinal))
        {
            _matched++;
            if (InRecord)
            {
                SetAbove();
                Attributes(reader);
            }
        }
        else
        {
            _isLeaf = _depth == _matched && _depth > 0;
            _field = reader.LocalName;
        }

        _text.Clear();
        _depth++;
    }

    private void StartField(XmlReader reader)
    {
        if (_depth > path.Length && !rows.IsListed)
        {
            throw CsvFaults.Nested(rows.Place, _field);
        }

        _lengths.Push(_field.Length);
        _field = _field.Length == 0 ? reader.LocalName : $"{_field}/{reader.LocalName}";
        _isLeaf = true;
        Attributes(reader);
    }

    private void End()
    {
        _depth--;
        if (InRecord && _depth == path.Length - 1)
        {
            rows.EndRecord();
            _matched--;
            _field = "";
        }
        else if (InRecord)
        {
            EndField();
        }
        else if (_depth == _matched)
        {
            Remember();
        }
        else if (_depth < _matched)
        {
            _matched--;
            _above.RemoveAll(value => value.Level > _matched);
        }

        _isLeaf = false;
        _text.Clear();
    }

    private void EndField()
    {
        if (_isLeaf)
        {
            rows.Set(_field, Text());
        }

        _field = _field[.._lengths.Pop()];
    }

    private void Remember()
    {
        if (!_isLeaf || (!options.IncludeParent && !rows.IsListed))
        {
            return;
        }

        _above.RemoveAll(value => value.Level == _matched && string.Equals(value.Name, _field, StringComparison.Ordinal));
        if (_above.Count < MaxRemembered)
        {
            _above.Add(new Remembered(_matched, _field, Text()));
        }
    }

    // A field above is named by the way that leads to it: one step up for each level between.
    private void SetAbove()
    {
        foreach (var value in _above)
        {
            var name = string.Concat(Enumerable.Repeat("../", path.Length - value.Level)) + value.Name;
            if (rows.Wants(name))
            {
                rows.Set(name, value.Text);
            }
        }

        _field = "";
    }

    private void Attributes(XmlReader reader)
    {
        if (reader.AttributeCount == 0 || (!options.IncludeAttributes && !rows.IsListed))
        {
            return;
        }

        while (reader.MoveToNextAttribute())
        {
            if (!string.Equals(reader.NamespaceURI, "http://www.w3.org/2000/xmlns/", StringComparison.Ordinal))
            {
                rows.Set(_field.Length == 0 ? $"@{reader.LocalName}" : $"{_field}/@{reader.LocalName}", reader.Value);
            }
        }

        reader.MoveToElement();
    }

    private string Text() => _text.Length <= options.Rows.Dialect.MaxFieldSize
        ? _text.ToString()
        : throw CsvFaults.TooLong($"{rows.Place}, field '{CsvFaults.Shown(_field)}'", options.Rows.Dialect.MaxFieldSize, "maxFieldSize");

    /// <summary>A simple element beside the way to the records; the level counts the elements of the path that are open around it.</summary>
    private readonly record struct Remembered(int Level, string Name, string Text);
}
