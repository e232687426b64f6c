using IntegrationActors.Engine.Inlets;
using IntegrationActors.Engine.Tests.Support;
using static IntegrationActors.Engine.Tests.Support.TestFlow;

namespace IntegrationActors.Engine.Tests.Inlets;

public sealed class WellKnownHeadersTests
{
    [Fact]
    public async Task Names_ignore_case_as_headers_do()
    {
        var flow = new TestFlow().Steps(Do(e =>
        {
            e.Headers["sap_applicationid"] = "4711";
            e.Headers["sap_messagetype"] = "order";
            e.Headers["sap_sender"] = "shop";
            e.Headers["sap_receiver"] = "erp";
            e.Headers["sap_messageprocessinglogcustomstatus"] = "paid";
        }));

        await flow.RunAsync();

        var record = flow.Log.Only;
        Assert.Equal(("4711", "order", "shop", "erp", "paid"), (record.ApplicationId, record.MessageType, record.Sender, record.Receiver, record.CustomStatus));
    }

    [Fact]
    public async Task The_custom_status_as_a_property_wins_over_the_header()
    {
        var flow = new TestFlow().Steps(Do(e =>
        {
            e.Properties[WellKnownHeaders.CustomStatus] = new string('p', 50);
            e.Headers[WellKnownHeaders.CustomStatus] = "header";
        }));

        await flow.RunAsync();

        Assert.Equal(new string('p', 40), flow.Log.Only.CustomStatus);
    }

    [Fact]
    public async Task A_receiver_that_the_flow_names_leaves_the_called_ones_findable()
    {
        var flow = new TestFlow().Steps(Do(e =>
        {
            e.Log.AddReceiver("https://a/orders");
            e.Log.AddReceiver("https://b/");
            e.Headers[WellKnownHeaders.Receiver] = "ERP";
        }));

        await flow.RunAsync();

        Assert.Equal("ERP", flow.Log.Only.Receiver);
        Assert.Equal(["https://a/orders", "https://b/"], flow.Log.Only.Keys.Where(k => k.Key == WellKnownHeaders.RealDestinationUrl).Select(k => k.Value));
    }

    [Fact]
    public async Task A_called_receiver_that_nobody_renamed_is_no_key()
    {
        var flow = new TestFlow().Steps(Do(e => e.Log.AddReceiver("https://a/orders")));

        await flow.RunAsync();

        Assert.Equal("https://a/orders", flow.Log.Only.Receiver);
        Assert.Empty(flow.Log.Only.Keys);
    }
}
