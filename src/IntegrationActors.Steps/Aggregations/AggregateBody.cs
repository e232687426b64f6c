using System.Text;
using System.Xml;
using IntegrationActors.Core.Messages;
using IntegrationActors.Steps.Aggregator;
using IntegrationActors.Steps.Bulks;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>Writes gathered bodies into one, one after the other; a large one goes to the spool while it is written.</summary>
internal sealed class AggregateBody : IDisposable
{
    private const string Prefix = "multimap";
    private const string Namespace = "http://sap.com/xi/XI/SplitAndMerge";

    private readonly AggregationFormat _format;
    private readonly byte[] _separator;
    private readonly PayloadWriter _target;
    private readonly XmlWriter? _xml;
    private bool _isEmpty = true;

    public AggregateBody(AggregatorOptions options, PayloadSpool spool)
    {
        _format = options.Format;
        _separator = options.Format == AggregationFormat.Json ? [(byte)','] : Encoding.UTF8.GetBytes(options.Separator);
        _target = new PayloadWriter(spool);
        switch (_format)
        {
            case AggregationFormat.Xml:
                _xml = XmlBulk.Create(_target);
                _xml.WriteStartElement(Prefix, "Messages", Namespace);
                _xml.WriteStartElement(Prefix, "Message1", Namespace);
                break;
            case AggregationFormat.Json:
                _target.Write("["u8);
                break;
        }
    }

    /// <summary>Adds a body, which stays its owner's.</summary>
    public async ValueTask AddAsync(Payload body, CancellationToken cancel)
    {
        await body.BufferAsync(cancel);
        if (_xml is not null)
        {
            XmlBulk.Copy(body, _xml, cancel);
            return;
        }

        if (!_isEmpty)
        {
            _target.Write(_separator);
        }

        _isEmpty = false;
        if (_format == AggregationFormat.Json)
        {
            _target.Write((await JsonBulk.ReadAsync(body, cancel)).Span);
        }
        else
        {
            await body.CopyToAsync(_target, cancel);
        }
    }

    /// <summary>The body that was written; once, behind the last one that was added.</summary>
    public Payload Finish()
    {
        if (_xml is not null)
        {
            _xml.WriteEndDocument();
            _xml.Flush();
        }
        else if (_format == AggregationFormat.Json)
        {
            _target.Write("]"u8);
        }

        return _target.ToPayload();
    }

    // The writer of XML goes first: it writes what is open.
    public void Dispose()
    {
        _xml?.Dispose();
        _target.Dispose();
    }
}
