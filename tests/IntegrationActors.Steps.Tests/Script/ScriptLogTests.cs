using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Script;

/// <summary>What scripts write into the message processing log: attachments, searchable keys, a status.</summary>
public sealed class ScriptLogTests
{
    [Fact]
    public async Task Attachments_of_the_log_are_kept_with_name_type_and_content()
    {
        await using var stores = TestStores.Open();

        var end = await Run(
            """
            messageLog.addAttachmentAsString('request', 'Müller', 'text/plain');
            messageLog.addAttachmentAsString('order', JSON.stringify({ id: 1 }), 'application/json');
            messageLog.addAttachmentAsString('note', 'x');
            """,
            stores);

        Assert.Null(end.Fault);
        var attachments = await stores.Acme.Attachments.ListAsync(end.Record.Id, CancellationToken.None);
        Assert.Equal([("note", "text/plain"), ("order", "application/json"), ("request", "text/plain")], attachments.Select(one => (one.Name, one.ContentType)).Order());
        Assert.Equal("Müller", await Content(stores, attachments.First(one => one.Name == "request").Id));
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_in_the_log()
    {
        await using var stores = TestStores.Open();

        var end = await Run("messageLog.addAttachmentAsString('a', 'x'); messageLog.addCustomHeaderProperty('k', 'v'); messageLog.setCustomStatus('s'); throw new Error('no');", stores);

        Assert.Equal("IA3451", end.Fault?.Code);
        Assert.Empty(await stores.Acme.Attachments.ListAsync(end.Record.Id, CancellationToken.None));
        Assert.Empty(end.Record.Keys);
        Assert.Null(end.Record.CustomStatus);
    }

    [Fact]
    public async Task Keys_are_cut_and_there_are_not_more_than_may_be()
    {
        await using var stores = TestStores.Open();

        var end = await Run("for (let i = 0; i < 1000; i++) messageLog.addCustomHeaderProperty('k' + i + 'n'.repeat(500), 'v'.repeat(5000));", stores);

        Assert.Null(end.Fault);
        Assert.InRange(end.Record.Keys.Count, 1, MessageRecord.MaxKeys);
        Assert.All(end.Record.Keys, key => Assert.InRange(key.Key.Length, 1, 120));
        Assert.All(end.Record.Keys, key => Assert.InRange(key.Value.Length, 1, 1_024));
    }

    [Fact]
    public async Task Nothing_of_a_credential_gets_into_the_log()
    {
        await using var stores = TestStores.Open();

        var end = await new FlowTest("- script:\n    credentials: [erp]\n    code: |\n      const p = secureStore.getUserCredential('erp').getPassword();\n      messageLog.addAttachmentAsString('a', 'is ' + p);\n      messageLog.addCustomHeaderProperty('k', p);\n      console.log(p);")
        {
            Stores = stores.Acme,
            Credentials = [new Core.Stores.UserCredential("erp", "user", "secret-4711")],
        }.RunAsync();

        Assert.Null(end.Fault);
        var attachment = Assert.Single(await stores.Acme.Attachments.ListAsync(end.Record.Id, CancellationToken.None));
        Assert.DoesNotContain("secret-4711", await Content(stores, attachment.Id));
        Assert.DoesNotContain(end.Record.Keys, key => key.Value.Contains("secret-4711"));
        Assert.DoesNotContain(end.Lines, line => line.Text.Contains("secret-4711"));
    }

    private static async Task<string> Content(TestStores stores, MessageId id)
    {
        await using var content = await stores.Acme.Attachments.OpenAsync(id, CancellationToken.None);
        return Encoding.UTF8.GetString((await content!.ReadBytesAsync(CancellationToken.None)).Span);
    }

    private static Task<FlowEnd> Run(string code, TestStores stores) =>
        new FlowTest("- script:\n    code: |\n" + string.Join('\n', code.Split('\n').Select(line => "      " + line))) { Stores = stores.Acme }.RunAsync();
}
