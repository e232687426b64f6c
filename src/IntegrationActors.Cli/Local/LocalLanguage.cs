using IntegrationActors.Adapters.Amqp;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Adapters.Kafka;
using IntegrationActors.Adapters.Mail;
using IntegrationActors.Adapters.RabbitMq;
using IntegrationActors.Adapters.Sftp;
using IntegrationActors.Definitions;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.JavaScript;
using IntegrationActors.Steps.Set;

namespace IntegrationActors.Cli.Local;

/// <summary>The flow language as this tool knows it, without a server.</summary>
internal static class LocalLanguage
{
    public static ExpressionCompiler Compiler { get; } = new([new JavaScriptLanguage()]);

    /// <summary>All steps and channels; found by reflection, so only asked for when needed.</summary>
    public static Catalogue Catalogue() => Definitions.Catalogue.Of(typeof(SetOptions).Assembly, typeof(HttpsSenderOptions).Assembly, typeof(AmqpChannelOptions).Assembly, typeof(SftpChannelOptions).Assembly, typeof(KafkaChannelOptions).Assembly, typeof(RabbitMqChannelOptions).Assembly, typeof(MailChannelOptions).Assembly);

    public static FlowReader Reader() => new(Catalogue(), Compiler);
}
