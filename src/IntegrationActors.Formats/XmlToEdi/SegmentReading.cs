using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;

namespace IntegrationActors.Formats.XmlToEdi;

/// <summary>Collects the values of one segment from its elements, whose names are those of a definition or positions.</summary>
internal sealed class SegmentReading
{
    private readonly Dictionary<int, int> _repetitions = [];
    private IReadOnlyList<EdiSegmentDefinition> _definitions = [];
    private EdiField? _field;
    private int _element;
    private int _component;
    private bool _hasChildren;

    public bool IsOpen { get; private set; }

    /// <summary>Depth of the element of the segment.</summary>
    public int Depth { get; private set; }

    public string Tag { get; private set; } = "";

    public List<EdiWrittenValue> Values { get; } = [];

    /// <summary>Text that comes now belongs to a value.</summary>
    public bool TakesText => _element > 0 && (_component > 0 || !_hasChildren);

    public void Open(string tag, int depth, IReadOnlyList<EdiSegmentDefinition> definitions)
    {
        (IsOpen, Tag, Depth, _definitions) = (true, tag, depth, definitions);
        Values.Clear();
        _repetitions.Clear();
        (_element, _component) = (0, 0);
    }

    public void Close() => IsOpen = false;

    public void Start(string name, string here)
    {
        if (_element == 0)
        {
            StartElement(name, here);
        }
        else if (_component == 0)
        {
            _hasChildren = true;
            _component = ComponentOf(name) ?? throw Unknown(name, here, _field?.Components ?? []);
        }
        else
        {
            throw EdiFaults.NotEdiXml(here, $"'{EdiFaults.Shown(name)}' stands in a component, which holds text only.");
        }
    }

    public void End(StringBuilder text, string here)
    {
        var isComponent = _component > 0;
        if (text.Length > 0 && (isComponent || !_hasChildren))
        {
            if (Values.Count == EdiTokenizer.MaxValues)
            {
                throw EdiFaults.NotEdiXml(here, $"the segment has more than {EdiTokenizer.MaxValues} values.");
            }

            Values.Add(new EdiWrittenValue(_element, _repetitions[_element], int.Max(1, _component), text.ToString()));
        }

        _component = 0;
        _element = isComponent ? _element : 0;
    }

    private void StartElement(string name, string here)
    {
        _field = null;
        foreach (var definition in _definitions)
        {
            _field ??= definition.Fields.FirstOrDefault(field => field.XmlName == name);
        }

        _element = _field?.Position ?? (PositionNames.TryParse(name, out var position, out var component) && component == 0
            ? position
            : throw Unknown(name, here, _definitions.SelectMany(definition => definition.Fields)));
        _repetitions[_element] = _repetitions.GetValueOrDefault(_element) + 1;
        (_component, _hasChildren) = (0, false);
    }

    private int? ComponentOf(string name)
    {
        if (_field?.Components.FirstOrDefault(component => component.XmlName == name) is { } known)
        {
            return known.Position;
        }

        return PositionNames.TryParse(name, out var element, out var component) && element == _element && component > 0 ? component : null;
    }

    private Core.Exchanges.FaultException Unknown(string name, string here, IEnumerable<EdiField> known) => EdiFaults.NotEdiXml(
        here,
        $"'{EdiFaults.Shown(name)}' is no element of {Tag}{(_element > 0 ? $", element {_element}" : "")}{Suggestion.DidYouMean(name, known.Select(field => field.XmlName))}.",
        "Names other than positions (E_02, E_02_01) come from a grammar: list the one of this message in grammars.");
}
