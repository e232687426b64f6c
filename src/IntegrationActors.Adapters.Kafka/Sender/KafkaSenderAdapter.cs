using IntegrationActors.Adapters.Kafka.Connections;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>Runs the records of topics through a flow.</summary>
public sealed class KafkaSenderAdapter : ISenderAdapter, IChannelProbe
{
    private readonly KafkaSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly KafkaSource _source;
    private IChannelStream? _stream;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="DiagnosticException">IA1380, IA1381: a broker or a topic is none.</exception>
    public KafkaSenderAdapter(KafkaSenderOptions options, IFlowContext context)
    {
        _ = KafkaNames.Brokers(options.Brokers);
        foreach (var topic in options.Topics)
        {
            Check(KafkaNames.ProblemOfSubscription(topic), topic);
        }

        if (options.DeadLetterTopic is { } deadLetters)
        {
            Check(KafkaNames.ProblemOfTopic(deadLetters), deadLetters);
        }

        (_options, _context) = (options, context);
        _source = new KafkaSource(options, context);
    }

    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<ChannelStatus> Channels => _stream is { } stream ? [stream.Status] : [];

    public ValueTask StartAsync(IFlowInlet inlet, CancellationToken cancel)
    {
        _stream = _context.Services.GetRequiredService<IChannelStreams>().Start($"kafka:{string.Join(',', _options.Topics)}", _source, inlet);
        return default;
    }

    public ValueTask StopAsync(CancellationToken cancel) => _stream?.StopAsync(cancel) ?? default;

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel)
    {
        var topics = _options.Topics.Where(KafkaNames.IsOneTopic);
        return new KafkaChannelProbe(_options, _context, [.. _options.DeadLetterTopic is { } deadLetters ? topics.Append(deadLetters) : topics], _source.Group).RunAsync(cancel);
    }

    public ValueTask DisposeAsync() => _stream?.DisposeAsync() ?? default;

    private static void Check(string? problem, string topic)
    {
        if (problem is not null)
        {
            throw new DiagnosticException(Diagnostic.Error(KafkaNames.BadTopic, SourceSpan.None, $"'{topic}' is no topic: {problem}"));
        }
    }
}
