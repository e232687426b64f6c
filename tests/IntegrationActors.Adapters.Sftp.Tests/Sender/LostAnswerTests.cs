using System.Globalization;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>The server does what it was asked for, and its answer does not come: whatever it was, and to what puts the file away above all.</summary>
public sealed class LostAnswerTests : SenderTest
{
    // Less than the shortest answer, and what a session is told from the list of files on.
    private const int Step = 60;
    private const int Last = 1200;

    [ServerTheory]
    [InlineData("postProcessing: delete")]
    [InlineData("postProcessing: move, archive: \"archive/\"")]
    public async Task Wherever_an_answer_is_lost_each_file_is_processed_once_and_put_away(string options)
    {
        Peer.Put("first.txt", "x"u8);
        var flow = await Host.DeployAsync(FlowOf($"{Peer.Access(throughProxy: true)}, fileName: \"*.txt\", timeout: 30s, {options}"));
        await GoneAsync(flow, "first.txt");
        var whole = Peer.Proxy.BytesDown;
        var names = new List<string> { "first.txt" };

        for (var bytes = whole - Last; bytes <= whole; bytes += Step)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{bytes}.txt");
            names.Add(name);
            Peer.Proxy.Set(string.Create(CultureInfo.InvariantCulture, $"cut_after_down={bytes}"));
            var before = Peer.Proxy.Connections;

            // The next connection, which is made after a pause, has the fault.
            Peer.Proxy.Set("mode=reset");
            Peer.Put(name, "x"u8);
            await Eventually.HoldsAsync(() => Peer.Find(name) is null || Peer.Proxy.Connections > before + 1, () => flow.Channels[0].ToString());
            Peer.Proxy.Reset();
            await GoneAsync(flow, name);
        }

        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected, () => flow.Channels[0].ToString());
        Assert.Equal(names, Host.Sink.Taken.Select(taken => taken.Headers["CamelFileName"]));
        Assert.Equal(options.Contains("move", StringComparison.Ordinal) ? names.Order(StringComparer.Ordinal) : [], Directory.Exists(Peer.PathOf("archive")) ? Peer.Files("archive") : []);
    }

    private Task GoneAsync(OpenFlow flow, string name) => Eventually.HoldsAsync(() => Peer.Find(name) is null, () => $"{flow.Channels[0]}\n{string.Join('\n', Host.Ended.Select(record => record.Fault))}");
}
