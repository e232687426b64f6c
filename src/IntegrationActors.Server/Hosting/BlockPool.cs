using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace IntegrationActors.Server.Hosting;

/// <summary>
/// Memory of connections in blocks of 16 KB instead of the server's 4 KB: a message of 10 KB arrives with one read and leaves with one copy. Measured on W1 with 10 KB:
/// a tenth less CPU per request. Blocks come from the shared pool of arrays, which gives memory back when it is idle.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockSize = 16 * 1024;

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockSize));

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    protected override void Dispose(bool disposing)
    {
    }
}
