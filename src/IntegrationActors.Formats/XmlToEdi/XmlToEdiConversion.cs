using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.EdiToXml;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.XmlToEdi;

/// <summary>One conversion, which stops where it needs a reference. For one owner.</summary>
public sealed class XmlToEdiConversion : IDisposable
{
    private readonly CancellationToken _cancel;
    private readonly ValueGuardStream _guard;
    private readonly XmlReader _reader;
    private readonly SegmentReading _segment = new();
    private readonly InterchangeWriting _interchange;
    private readonly StringBuilder _text = new();
    private bool _isMessage;
    private bool _isServiceString;

    internal XmlToEdiConversion(XmlToEdiOptions options, Stream xml, IBufferWriter<byte> output, CancellationToken cancel)
    {
        _cancel = cancel;
        _interchange = new InterchangeWriting(options, output);
        _guard = new ValueGuardStream(xml, options.MaxValueBytes, TooLong, cancel);
        _reader = SafeXml.CreateReader(_guard);
    }

    /// <summary>The standard that is written; known behind the header of the interchange.</summary>
    public EdiStandard Standard => _interchange.Standard;

    /// <summary>The encoding that is written; known behind the header of the interchange.</summary>
    public Encoding Encoding => _interchange.Encoding;

    /// <summary>Goes on; returns which reference is needed next, or <see cref="EdiNumbers.None"/> at the end.</summary>
    /// <exception cref="FaultException">IA3496: the XML is not of the form. IA3497: a value can't be written.</exception>
    public EdiNumbers Run()
    {
        try
        {
            while (_reader.Read())
            {
                _cancel.ThrowIfCancellationRequested();
                _guard.Reset();
                Take();
                if (_interchange.Wanted != EdiNumbers.None)
                {
                    return _interchange.Wanted;
                }
            }
        }
        catch (XmlException e)
        {
            throw EdiFaults.NotEdiXml("The body", $"it is not XML that is accepted here: {Fault.Cut(e.Message)}", "Documents with a DTD, and elements nested deeper than 512 levels, are refused; ia trace shows the body before this step.", e);
        }

        return EdiNumbers.None;
    }

    /// <summary>Gives the reference that is needed.</summary>
    public void Supply(string number) => _interchange.Supply(number);

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _guard.Dispose();
    }

    private static FaultException TooLong(int limit) => EdiFaults.NotEdiXml(
        "The body",
        string.Create(CultureInfo.InvariantCulture, $"a name, attribute or text is longer than {limit} bytes."),
        "No value of an interchange is that long: is it the right document?");

    private void Take()
    {
        switch (_reader.NodeType)
        {
            case XmlNodeType.Element:
                var isEmpty = _reader.IsEmptyElement;
                Start();
                if (isEmpty)
                {
                    End(_reader.Depth);
                }

                break;
            case XmlNodeType.EndElement:
                End(_reader.Depth);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                Text();
                break;
        }
    }

    private void Start()
    {
        var name = _reader.LocalName;
        if (_text.Length > 0 && !string.IsNullOrWhiteSpace(_text.ToString()))
        {
            throw Wrong($"'{EdiFaults.Shown(name)}' stands beside the text '{EdiFaults.Shown(_text.ToString())}': an element holds text or elements");
        }

        _text.Clear();
        if (_segment.IsOpen)
        {
            _segment.Start(name, Here);
        }
        else if (_reader.Depth == 0)
        {
            Root(name);
        }
        else if (name == InterchangeXml.ServiceString && !_isMessage)
        {
            _isServiceString = true;
        }
        else if (name.StartsWith(EdiSegmentDefinition.XmlPrefix, StringComparison.Ordinal))
        {
            var tag = name[EdiSegmentDefinition.XmlPrefix.Length..];
            _segment.Open(IsTag(tag) ? tag : throw Wrong($"'{EdiFaults.Shown(name)}' is no segment"), _reader.Depth, _interchange.Definitions(tag));
        }
        else if (!_isMessage && name.StartsWith(MessageXml.Prefix, StringComparison.Ordinal))
        {
            _isMessage = true;
        }
        else if (!_isMessage || !name.StartsWith(EdiStructureItem.XmlPrefix, StringComparison.Ordinal))
        {
            throw Wrong($"'{EdiFaults.Shown(name)}' can't stand here; {(_isMessage ? "in a message there are segments (S_) and groups (G_)" : "in an interchange there are segments (S_) and messages (M_)")}");
        }
    }

    private void Root(string name)
    {
        if (name != InterchangeXml.Root)
        {
            throw Wrong($"the root element is '{EdiFaults.Shown(name)}', and {InterchangeXml.Root} is expected");
        }

        _interchange.RootSeparators = _reader.GetAttribute(InterchangeXml.SeparatorsAttribute);
    }

    private void End(int depth)
    {
        if (_segment.IsOpen && depth > _segment.Depth)
        {
            _segment.End(_text, Here);
        }
        else if (_segment.IsOpen)
        {
            _segment.Close();
            _interchange.Segment(_segment, _isMessage, Here);
        }
        else if (_isServiceString)
        {
            _isServiceString = false;
            _interchange.ServiceString = _text.ToString();
        }
        else if (depth == 0)
        {
            _interchange.End(Here);
        }
        else if (depth == 1 && _isMessage)
        {
            _isMessage = false;
            _interchange.EndMessage(Here);
        }

        _text.Clear();
    }

    private void Text()
    {
        if (_isServiceString || (_segment.IsOpen && _segment.TakesText))
        {
            _text.Append(_reader.Value);
        }
        else if (_reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && !string.IsNullOrWhiteSpace(_reader.Value))
        {
            throw Wrong($"the text '{EdiFaults.Shown(_reader.Value)}' can't stand here: values stand in elements of a segment");
        }
    }

    private static bool IsTag(string tag) => tag.Length is 2 or 3 && tag.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    private string Here => _reader is IXmlLineInfo { LineNumber: > 0 } place
        ? string.Create(CultureInfo.InvariantCulture, $"Line {place.LineNumber}, column {place.LinePosition} of the XML")
        : "The XML";

    private FaultException Wrong(string why) => EdiFaults.NotEdiXml(Here, why + ".");
}
