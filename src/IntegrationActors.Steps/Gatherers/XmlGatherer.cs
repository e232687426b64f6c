using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Combining;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Steps.Gatherers;

internal sealed class XmlGatherer : IGatherer
{
    private readonly PayloadWriter _output;
    private readonly XmlCombiner _document;
    private readonly Action<XmlSource> _add;

    public XmlGatherer(PayloadSpool spool, string? root, bool isNumbered)
    {
        _output = new PayloadWriter(spool);
        _document = new XmlCombiner(_output, root, isNumbered);
        _add = _document.Add;
    }

    public async ValueTask AddAsync(Exchange part, CancellationToken cancel)
    {
        if (!part.Body.IsEmpty)
        {
            await part.Body.BufferAsync(cancel);
            XmlBody.Read(part.Body, _add);
        }
    }

    public async ValueTask FinishAsync(Exchange whole, CancellationToken cancel)
    {
        _document.Finish();
        await whole.ReplaceBodyAsync(_output.ToPayload());
        whole.Headers.Set("Content-Type", "application/xml");
    }

    public ValueTask DisposeAsync()
    {
        _document.Dispose();
        return _output.DisposeAsync();
    }
}
