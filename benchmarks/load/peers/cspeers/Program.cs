// usage: cspeers yarp|minimal <port>
//        cspeers w5-sqlite <port> <file>
//        cspeers w5-postgres <port> <connection string>     BACKEND and XSLT come from the environment
//        cspeers w6 <port> <user> <remote file> <local file>              SFTP_PASSWORD comes from the environment
//        cspeers kafka <template> <topic>...                              the cluster of W8, and what loads it
//        cspeers w8 <brokers> <from> <to> none|xml
var mode = args[0];
switch (mode)
{
    case "kafka":
        KafkaDriver.Run(args[1], args[2..]);
        return;
    case "w8":
        KafkaLoop.Run(args[1], args[2], args[3], args[4] == "xml");
        return;
}

var port = int.Parse(args[1]);
if (mode == "w6")
{
    await BulkFile.SplitAsync(port, args[2], Environment.GetEnvironmentVariable("SFTP_PASSWORD")!, args[3], args[4]);
    return;
}

var backend = Environment.GetEnvironmentVariable("BACKEND") ?? throw new InvalidOperationException("BACKEND is not set");

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.ListenLocalhost(port);
    kestrel.Limits.MaxRequestBodySize = null;
});
if (mode == "yarp")
{
    YarpPeer.AddTo(builder.Services, backend);
}

var app = builder.Build();
app.MapGet("/health", () => "ok");
switch (mode)
{
    case "yarp":
        app.MapReverseProxy();
        break;
    case "minimal":
        new Mediation(backend).MapTo(app);
        new Splitting().MapTo(app);
        break;
    case "w5-sqlite":
        new DurableSqlite(args[2], new Delivery(backend)).MapTo(app);
        break;
    case "w5-postgres":
        await new DurablePostgres(args[2], new Delivery(backend)).MapToAsync(app);
        break;
    default:
        throw new ArgumentException($"unknown mode '{mode}'");
}

await app.RunAsync();
