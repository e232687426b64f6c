using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Core.Tests.MessageLog;

public sealed class MessageRecordTests
{
    private readonly MessageRecord _record = new()
    {
        Flow = new FlowIdentity("acme", "orders", 1),
        Id = MessageId.Create(DateTimeOffset.UnixEpoch),
        Started = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void A_receiver_is_listed_once_and_one_that_is_part_of_another_too()
    {
        foreach (var receiver in (string[])["https://a/orders2", "https://a/orders", "https://a/orders", "https://a/orders2"])
        {
            _record.AddReceiver(receiver);
        }

        Assert.Equal("https://a/orders2, https://a/orders", _record.Receiver);
    }

    [Fact]
    public void A_full_list_of_receivers_takes_no_more()
    {
        for (var i = 0; i < 1000; i++)
        {
            _record.AddReceiver($"https://a/{i}");
        }

        Assert.InRange(_record.Receiver!.Length, 1000, MessageRecord.LongestPartner);
    }
}
