using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Kafka.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>
/// The records of topics. The members of the group offer records and tell failures; one that the flow has a place for is given out. Members stay when the cluster is away, since the library connects again
/// by itself; they are made anew when a credential was changed, or the cluster refused them.
/// </summary>
internal sealed class KafkaSource : IMessageSource
{
    // Runs that ended and wait for their offset to be committed.
    private const int MostSettling = 256;

    private readonly KafkaSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly RecordReader _reader;
    private readonly FailedRecords _failures;
    private readonly SemaphoreSlim _places;
    private readonly Action _leave;
    private readonly Channel<TakenRecord?> _offers = Channel.CreateUnbounded<TakenRecord?>(new UnboundedChannelOptions { SingleReader = true });

    // Of the reader alone.
    private KafkaLogin? _login;
    private KafkaHealth? _health;
    private volatile GroupMember[] _members = [];
    private Fault? _failure;

    public KafkaSource(KafkaSenderOptions options, IFlowContext context)
    {
        (_options, _context) = (options, context);
        _reader = new RecordReader(new InboundHeaders(context.AllowedHeaders.Concat(options.AllowedHeaders)));
        _failures = new FailedRecords(options, context);
        _places = new SemaphoreSlim(options.Concurrency);
        _leave = () => _places.Release();
    }

    /// <summary>The consumer group.</summary>
    public string Group => _options.Group ?? $"{_context.Flow.Tenant}.{_context.Flow.Flow}";

    public int Concurrency => _options.Concurrency + MostSettling;

    public string? Activity => _members.Sum(member => member.Gone) is > 0 and var gone ? string.Create(CultureInfo.InvariantCulture, $"{Partitions}, {gone} records were gone before they could be taken") : Partitions;

    private string Partitions => _members.Sum(member => member.Partitions) switch
    {
        0 => "no partitions",
        1 => "1 partition",
        var count => string.Create(CultureInfo.InvariantCulture, $"{count} partitions"),
    };

    public async ValueTask ConnectAsync(CancellationToken cancel)
    {
        var login = await KafkaLogin.FindAsync(_options, _context, cancel);
        if (_health is { IsBeyondRepair: true } || login.Fingerprint != _login?.Fingerprint)
        {
            await CloseAsync();
            await OpenAsync(login);
        }

        try
        {
            await _members[0].Probe.AskAsync([.. _options.Topics.Where(KafkaNames.IsOneTopic)], _options.Timeout, cancel);
            Volatile.Write(ref _failure, null);
        }
        catch (FaultException e)
        {
            throw new FaultException(await CertificateCheck.ExplainAsync(e.Fault, login, cancel));
        }
        finally
        {
            // Nobody shall try a login on and on that was refused, behind everybody's back.
            if (_health!.IsBeyondRepair)
            {
                await CloseAsync();
            }
        }
    }

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            await _places.WaitAsync(cancel);
            Receipt? receipt = null;
            try
            {
                receipt = await NextAsync(cancel);
            }
            finally
            {
                if (receipt is null)
                {
                    _places.Release();
                }
            }

            yield return receipt;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _failures.DisposeAsync();
        _places.Dispose();
    }

    private async ValueTask<Receipt> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            var record = await _offers.Reader.NextAsync(cancel);
            if (record is null && Volatile.Read(ref _failure) is { } failure)
            {
                throw new FaultException(failure);
            }

            if (record is not null && record.Lane.TryBegin(record))
            {
                return _reader.Read(record, _login!.Shown, _failures, _leave);
            }
        }
    }

    private async ValueTask OpenAsync(KafkaLogin login)
    {
        _health = new KafkaHealth(login.Shown, Failed, login.ClientTokens());
        var settings = new MemberSettings(_options, login, Group, _health, Offer, _context.Time);
        try
        {
            while (_members.Length < _options.ParallelConsumers)
            {
                _members = [.. _members, new GroupMember(settings)];
            }
        }
        catch (Exception e) when (KafkaFaults.OfSettings(e, login.Shown) is { } fault)
        {
            await CloseAsync();
            throw new FaultException(fault);
        }

        _login = login;
    }

    private async ValueTask CloseAsync()
    {
        var members = _members;
        _members = [];
        _login = null;
        await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
    }

    private void Offer(TakenRecord record) => _offers.Writer.TryWrite(record);

    // The first is told, the next one when the cluster worked again in between. Nothing among the offers wakes the reader.
    private void Failed(Fault fault)
    {
        if (Interlocked.CompareExchange(ref _failure, fault, null) is null)
        {
            _offers.Writer.TryWrite(null);
        }
    }
}
