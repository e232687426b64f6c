// W5 with Wolverine: a durable local queue on PostgreSQL.
// usage: peer <port> <connection string>     BACKEND comes from the environment
using Wolverine;
using Wolverine.Postgresql;

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(int.Parse(args[0])));
builder.Services.AddSingleton(new Delivery(Environment.GetEnvironmentVariable("BACKEND") ?? throw new InvalidOperationException("BACKEND is not set")));
builder.Host.UseWolverine(options =>
{
    options.ApplicationAssembly = typeof(Order).Assembly;
    options.PersistMessagesWithPostgresql(args[1], "wolverine");
    options.PublishMessage<Order>().ToLocalQueue("w5");
    options.LocalQueue("w5").UseDurableInbox().MaximumParallelMessages(Delivery.Workers);
    options.Durability.Mode = DurabilityMode.Solo;
});

var app = builder.Build();
app.MapGet("/health", () => "ok");
app.MapPost("/w5", async (HttpContext context, IMessageBus bus) =>
{
    await bus.PublishAsync(new Order(await Delivery.ReadAsync(context)));
    context.Response.StatusCode = StatusCodes.Status202Accepted;
});
await app.RunAsync();

public sealed record Order(byte[] Body);

public static class OrderHandler
{
    public static Task Handle(Order order, Delivery delivery) => delivery.PostAsync(order.Body);
}
