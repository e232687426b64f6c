using IntegrationActors.Adapters.Amqp;
using IntegrationActors.Adapters.Files.Local;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Adapters.Https.Sender;
using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Adapters.Kafka;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Adapters.Mail;
using IntegrationActors.Adapters.ProcessDirect;
using IntegrationActors.Adapters.RabbitMq;
using IntegrationActors.Adapters.Sftp;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Definitions;
using IntegrationActors.Expressions;
using IntegrationActors.Management;
using IntegrationActors.Runtime;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Security;
using IntegrationActors.Server.FirstStart;
using IntegrationActors.Steps.JavaScript;
using IntegrationActors.Steps.Set;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Administration;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Server.Hosting;

/// <summary>Puts the parts together.</summary>
internal static class Composition
{
    private static readonly TimeSpan AfterDrain = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddNode(this IServiceCollection services, NodeConfig config, DataFolder data)
    {
        var options = config.Options;
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Spool(options.Payload, data))
            .AddLanguage()
            .AddStorage(options, data)
            .AddSingleton<IClientDirectories, StoredClients>()
            .AddHttpsAdapter(new HttpsAdapterSettings { Hosts = options.Http.Hosts })
            .AddAccessTokens()
            .AddProcessDirect()
            .AddSingleton(new FileFolders(options.Files.Folders))
            .AddIntegrationRuntime(config)
            .AddManagement()
            .AddSingleton<SampleBundles>()
            .AddSingleton<Installation>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = options.Runtime.DrainTimeout + AfterDrain);
    }

    private static IServiceCollection AddLanguage(this IServiceCollection services) => services
        .AddSingleton(_ => Catalogue.Of(typeof(SetOptions).Assembly, typeof(HttpsSenderOptions).Assembly, typeof(AmqpChannelOptions).Assembly, typeof(SftpChannelOptions).Assembly, typeof(KafkaChannelOptions).Assembly, typeof(RabbitMqChannelOptions).Assembly, typeof(MailChannelOptions).Assembly))
        .AddSingleton<IExpressionLanguage, JavaScriptLanguage>()
        .AddSingleton<IExpressionCompiler>(services => new ExpressionCompiler(services.GetServices<IExpressionLanguage>()))
        .AddSingleton<FlowReader>();

    private static IServiceCollection AddStorage(this IServiceCollection services, NodeOptions options, DataFolder data) => services
        .AddSingleton(provider => new StoreOptions
        {
            DataDirectory = data.Path,
            Postgres = options.Storage.Postgres(),
            MessageRetention = options.Retention.MessageLog,
            TraceRetention = options.Retention.Trace,
            RetentionInterval = options.Retention.Interval,
            Quota = Quota(options.Storage.Quota),
            Spool = provider.GetRequiredService<PayloadSpool>(),
        })
        .AddSingleton(_ => MasterKeyRing.Load(data.Path))
        .AddSingleton<ISecretProtector, SecretProtector>()
        .AddSingleton<TenantStores>()
        .AddSingleton<SystemStore>()
        .AddSingleton<RetentionJob>()
        .AddSingleton<KeyJob>();

    private static QuotaOptions Quota(StorageQuotaOptions quota) => new()
    {
        Contents = quota.Contents.Bytes,
        Traces = quota.Traces.Bytes,
        AttachmentsPerDay = quota.AttachmentsPerDay.Bytes,
    };

    private static PayloadSpool Spool(PayloadOptions payload, DataFolder data) => new(Path.Combine(data.Path, payload.SpoolDirectory))
    {
        MemoryLimit = (int)payload.MemoryLimit.Bytes,
        ViewLimit = payload.ViewLimit.Bytes,
    };
}
