using Amqp;
using Amqp.Framing;

namespace IntegrationActors.Adapters.Amqp.Tests.Support;

/// <summary>A plain client, with the library's own transport.</summary>
internal sealed class Broker(int port, string user, string password)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Task PutAsync(string address, byte[] body) => PutAsync(address, new Message { BodySection = new Data { Binary = body }, Header = new Header { Durable = true } });

    public async Task PutAsync(string address, params Message[] messages)
    {
        var connection = await ConnectAsync();
        var link = new SenderLink(new Session(connection), $"put-{Guid.NewGuid():N}", address);
        foreach (var message in messages)
        {
            await link.SendAsync(message, Patience);
        }

        await connection.CloseAsync();
    }

    /// <summary>Takes so many messages.</summary>
    public async Task<List<Message>> TakeAsync(string address, int count)
    {
        var connection = await ConnectAsync();
        var link = new ReceiverLink(new Session(connection), $"take-{Guid.NewGuid():N}", address);
        var all = new List<Message>();
        while (all.Count < count && await link.ReceiveAsync(Patience) is { } message)
        {
            _ = message.Body;
            link.Accept(message);
            all.Add(message);
        }

        await connection.CloseAsync();
        return all;
    }

    /// <summary>Sends a request, and takes the answer.</summary>
    public async Task<Message> AskAsync(string address, Message request)
    {
        var connection = await ConnectAsync();
        var session = new Session(connection);
        var attached = new TaskCompletionSource<string>();
        var answers = new ReceiverLink(session, "answers", new Source { Dynamic = true }, (_, attach) => attached.TrySetResult(((Source)attach.Source).Address));
        answers.SetCredit(10);
        request.Properties ??= new Properties();
        request.Properties.ReplyTo = await attached.Task.WaitAsync(Patience);
        await new SenderLink(session, "ask", address).SendAsync(request, Patience);
        var answer = await answers.ReceiveAsync(Patience) ?? throw new TimeoutException("no answer");
        answers.Accept(answer);
        await connection.CloseAsync();
        return answer;
    }

    /// <summary>Answers messages until it is cancelled.</summary>
    public async Task AnswerAsync(string address, Func<Message, Message> answer, CancellationToken cancel)
    {
        var connection = await ConnectAsync();
        var session = new Session(connection);
        var link = new ReceiverLink(session, "requests", address);
        while (!cancel.IsCancellationRequested)
        {
            if (await link.ReceiveAsync(TimeSpan.FromMilliseconds(100)) is { } request)
            {
                var reply = answer(request);
                reply.Properties ??= new Properties();
                reply.Properties.SetCorrelationId(request.Properties.GetMessageId());
                await new SenderLink(session, $"reply-{Guid.NewGuid():N}", request.Properties.ReplyTo).SendAsync(reply, Patience);
                link.Accept(request);
            }
        }

        await connection.CloseAsync();
    }

    private Task<Connection> ConnectAsync() => new ConnectionFactory().CreateAsync(new Address("127.0.0.1", port, user, password, scheme: "amqp"));
}
