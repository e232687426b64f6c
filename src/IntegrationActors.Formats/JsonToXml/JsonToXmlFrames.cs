using System.Buffers;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>The open objects and arrays, the innermost on top.</summary>
internal sealed class JsonToXmlFrames : IDisposable
{
    private JsonToXmlFrame[] _frames = ArrayPool<JsonToXmlFrame>.Shared.Rent(16);

    public int Depth { get; private set; }

    public ReadOnlySpan<JsonToXmlFrame> All => _frames.AsSpan(0, Depth);

    /// <summary>The innermost; there must be one. Valid until the next push.</summary>
    public ref JsonToXmlFrame Top => ref _frames[Depth - 1];

    public void Push(JsonToXmlFrame frame)
    {
        if (Depth == _frames.Length)
        {
            var deeper = ArrayPool<JsonToXmlFrame>.Shared.Rent(Depth * 2);
            All.CopyTo(deeper);
            ArrayPool<JsonToXmlFrame>.Shared.Return(_frames);
            _frames = deeper;
        }

        _frames[Depth++] = frame;
    }

    public JsonToXmlFrame Pop() => _frames[--Depth];

    public void Dispose()
    {
        ArrayPool<JsonToXmlFrame>.Shared.Return(_frames);
        _frames = [];
        Depth = 0;
    }
}
