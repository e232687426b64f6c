using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Gatherers;

/// <summary>Texts one behind the other, in UTF-8.</summary>
internal sealed class TextGatherer(PayloadSpool spool, string separator) : IGatherer
{
    private readonly PayloadWriter _output = new(spool);
    private readonly byte[] _separator = Encoding.UTF8.GetBytes(separator);
    private bool _isFirst = true;

    public async ValueTask AddAsync(Exchange part, CancellationToken cancel)
    {
        if (part.Body.IsEmpty)
        {
            return;
        }

        if (!_isFirst)
        {
            _output.Write(_separator);
        }

        _isFirst = false;
        if (part.Body.Encoding.CodePage == Encoding.UTF8.CodePage)
        {
            await part.Body.CopyToAsync(_output, cancel);
            return;
        }

        await using var text = Encoding.CreateTranscodingStream(part.Body.OpenRead(), part.Body.Encoding, Encoding.UTF8);
        await _output.ReadFromAsync(text, cancel);
    }

    public ValueTask FinishAsync(Exchange whole, CancellationToken cancel) => whole.ReplaceBodyAsync(_output.ToPayload());

    public ValueTask DisposeAsync() => _output.DisposeAsync();
}
