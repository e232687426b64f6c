using System.Text;
using IntegrationActors.Adapters.Sftp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Sftp.Tests.Sender;

/// <summary>What the options of the sender do, on a real server.</summary>
public sealed class SftpSenderTests : SenderTest
{
    [ServerFact]
    public async Task Names_fit_a_pattern_and_headers_tell_of_the_file()
    {
        Peer.Put("Bestellung-ü-日本.csv", "a;b"u8);
        Peer.Put("other.txt", "x"u8);
        Peer.Put(".hidden.csv", "x"u8);

        await DeployAsync("fileName: \"Bestellung-?-*.csv\"");
        await EndedAsync(1);

        var taken = Assert.Single(Host.Sink.Taken);
        Assert.Equal("Bestellung-ü-日本.csv", taken.Headers["CamelFileName"]);
        Assert.Equal("Bestellung-ü-日本.csv", taken.Headers["CamelFileNameOnly"]);
        Assert.EndsWith($"/{Peer.Name}", taken.Headers["CamelFileParent"], StringComparison.Ordinal);
        Assert.Equal("3", taken.Headers["CamelFileLength"]);
        Assert.Equal([".hidden.csv", "other.txt"], Peer.Files());
    }

    [ServerFact]
    public async Task A_regular_expression_holds_for_the_whole_name()
    {
        Peer.Put("order-17.xml", "1"u8);
        Peer.Put("order-17.xml.bak", "2"u8);

        await DeployAsync("fileName: 'order-\\d+\\.xml', regex: true");
        await EndedAsync(1);

        Assert.Equal(["order-17.xml.bak"], Peer.Files());
    }

    [ServerFact]
    public async Task Folders_below_are_read_on_demand_and_may_be_left_out_of_the_name()
    {
        Peer.Make("a");
        Peer.Make("a/b");
        Peer.Put("a/b/deep.txt", "deep"u8);

        var flow = await DeployAsync("subdirectories: true");
        await EndedAsync(1);
        await flow.RetireAsync(TimeSpan.FromSeconds(5));
        Peer.Put("a/b/deep.txt", "again"u8);
        await DeployAsync("subdirectories: true, flatten: true");
        await EndedAsync(2);

        Assert.Equal(["a/b/deep.txt", "deep.txt"], Host.Sink.Taken.Select(t => t.Headers["CamelFileName"]));
    }

    [ServerFact]
    public async Task Files_are_sorted_before_the_batch_is_cut()
    {
        foreach (var name in (string[])["3", "1", "2", "5", "4"])
        {
            Peer.Put(name, Encoding.UTF8.GetBytes(name));
        }

        await DeployAsync("sortBy: name, descending: true, maxMessagesPerPoll: 2");
        await EndedAsync(5);

        Assert.Equal(["5", "4", "3", "2", "1"], Host.Sink.Taken.Select(t => t.Text));
    }

    [ServerFact]
    public async Task Empty_and_large_files_stay_when_the_channel_says_so()
    {
        Peer.Put("empty", []);
        Peer.Put("large", new byte[2000]);
        Peer.Put("right", "right"u8);

        var flow = await DeployAsync("emptyFiles: skip, maxFileSize: 1KB");
        await EndedAsync(1);
        await Eventually.HoldsAsync(() => flow.Channels[0].Activity?.Contains("1 too large", StringComparison.Ordinal) == true);

        Assert.Equal(["empty", "large"], Peer.Files());
    }

    [ServerFact]
    public async Task Empty_files_are_logged_and_put_away_without_a_run_when_the_channel_says_so()
    {
        await new EmptyFiles(Host, (name, body) => Peer.Put(name, body)).ArePutAwayWithoutARunAsync(() => DeployAsync("emptyFiles: putAway, postProcessing: move, archive: done/"));

        Assert.Empty(Peer.Files());
        Assert.Equal(["empty", "full"], Peer.Files("done"));
    }

    [ServerFact]
    public async Task Done_files_say_what_is_complete_and_go_with_it()
    {
        Peer.Put("one.xml", "1"u8);
        Peer.Put("two.xml", "2"u8);
        Peer.Put("two.xml.done", []);

        await DeployAsync("readLock: doneFile");
        await EndedAsync(1);

        Assert.Equal("2", Assert.Single(Host.Sink.Taken).Text);
        Assert.Equal(["one.xml"], Peer.Files());
    }

    [ServerTheory]
    [InlineData("changed, readLockInterval: 1500ms")]
    [InlineData("doneFile")]
    public async Task A_file_that_is_still_written_is_never_taken(string strategy)
    {
        await DeployAsync($"readLock: {strategy}");

        // A writer that takes its time, without a temporary name.
        var path = Peer.PathOf("slow.bin");
        await using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
            for (var i = 0; i < 20; i++)
            {
                await file.WriteAsync(new byte[10_000]);
                await file.FlushAsync();
                await Task.Delay(150);
            }
        }

        Peer.Put("slow.bin.done", []);
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Any(t => t.Length == 200_000), () => string.Join(',', Host.Sink.Taken.Select(t => t.Length)));

        Assert.All(Host.Sink.Taken, taken => Assert.True(taken.Length is 200_000 or 0));
    }

    [ServerFact]
    public async Task A_file_that_can_be_renamed_is_taken_and_one_that_a_dead_node_left_comes_back()
    {
        Peer.Put("one", "1"u8);
        Peer.Put(".two.lock", "2"u8);

        await DeployAsync("readLock: rename");
        await EndedAsync(2);

        Assert.Equal(["1", "2"], Host.Sink.Taken.Select(t => t.Text).Order());
        Assert.Empty(Peer.Files());
    }

    [ServerFact]
    public async Task Files_move_to_an_archive_that_is_made_for_them()
    {
        Peer.Put("a.xml", "a"u8);

        await DeployAsync("postProcessing: move, archive: \"archive/${date:now:yyyy}/${header.CamelFileNameOnly}.old\"");
        await EndedAsync(1);

        Assert.Empty(Peer.Files());
        Assert.Equal("a"u8.ToArray(), Peer.Find($"archive/{TimeProvider.System.GetUtcNow().Year}/a.xml.old"));
    }

    [ServerFact]
    public async Task A_file_that_is_kept_comes_once_also_after_a_new_start()
    {
        Peer.Put("kept", "kept"u8);

        var flow = await DeployAsync("postProcessing: keep");
        await EndedAsync(1);
        await flow.RetireAsync(TimeSpan.FromSeconds(5));
        Peer.Put("kept", "changed"u8);
        Peer.Put("new", "new"u8);
        await DeployAsync("postProcessing: keep");
        await EndedAsync(2);

        Assert.Equal(["kept", "new"], Host.Sink.Taken.Select(t => t.Text));
        Assert.Equal(["kept", "new"], Peer.Files());
    }

    [ServerFact]
    public async Task A_file_that_is_kept_comes_again_with_each_poll_without_a_memory()
    {
        Peer.Put("kept", "kept"u8);

        await DeployAsync("postProcessing: keep, idempotent: false");

        await EndedAsync(3);
    }

    [ServerFact]
    public async Task A_file_that_could_not_be_put_away_is_put_away_later_without_a_second_run()
    {
        Peer.Put("a", "a"u8);
        File.WriteAllText(Peer.PathOf("archive"), "in the way");

        await DeployAsync("fileName: a, postProcessing: move, archive: archive/");
        await EndedAsync(1);
        File.Delete(Peer.PathOf("archive"));

        await Eventually.HoldsAsync(() => Peer.Find("archive/a") is not null);
        Assert.Equal(MessageStatus.Failed, Assert.Single(Host.Ended).Status);
        Assert.Single(Host.Sink.Taken);
    }

    [ServerFact]
    public async Task A_new_file_of_an_old_name_is_a_new_message()
    {
        await DeployAsync("");
        Peer.Put("daily", "monday"u8);
        await EndedAsync(1);
        Peer.Put("daily", "monday"u8);

        await EndedAsync(2);
    }

    [ServerFact]
    public async Task A_failure_stops_the_batch_when_order_counts()
    {
        Peer.Put("1", "1"u8);
        Peer.Put("2", "2"u8);
        Host.Sink.After = (_, _) => Host.Sink.Begun < 3 ? throw new FaultException("IA9999", "not yet") : Task.CompletedTask;

        await DeployAsync("singlePoller: true, stopOnException: true, sortBy: name");
        await EndedAsync(4);

        Assert.Equal(["1", "1", "1", "2"], Host.Sink.Taken.Select(t => t.Text));
    }

    [ServerFact]
    public async Task Files_that_fail_do_not_keep_others_waiting()
    {
        for (var i = 0; i < 3; i++)
        {
            Peer.Put($"a{i}", "bad"u8);
        }

        Peer.Put("b", "good"u8);
        Host.Sink.After = (_, _) => Host.Sink.Taken.Last().Text == "bad" ? throw new FaultException("IA9999", "bad") : Task.CompletedTask;

        await DeployAsync("sortBy: name, maxMessagesPerPoll: 2");

        await Eventually.HoldsAsync(() => Host.Ended.Any(r => r.Status == MessageStatus.Completed));
    }

    [ServerFact]
    public async Task Two_flows_on_one_folder_take_each_file_once()
    {
        for (var i = 0; i < 60; i++)
        {
            Peer.Put($"f{i:00}", Encoding.UTF8.GetBytes($"{i}"));
        }

        await DeployAsync("maxMessagesPerPoll: 500", "one");
        await DeployAsync("maxMessagesPerPoll: 500", "two");
        await Eventually.HoldsAsync(() => Peer.Files().Length == 0);
        await EndedAsync(60);

        Assert.Equal(60, Host.Sink.Taken.Select(t => t.Text).Distinct().Count());
        Assert.Equal(60, Host.Sink.Taken.Count);
    }

    [ServerFact]
    public async Task One_node_alone_polls_when_the_channel_says_so()
    {
        var first = await DeployAsync("singlePoller: true");
        await Eventually.HoldsAsync(() => first.Channels[0].Activity is not null);
        var second = await DeployAsync("singlePoller: true");
        await Eventually.HoldsAsync(() => second.Channels[0].Activity is not null);

        Assert.Equal("another node polls", second.Channels[0].Activity);
        await first.RetireAsync(TimeSpan.FromSeconds(5));
        await Eventually.HoldsAsync(() => second.Channels[0].Activity != "another node polls");
    }
}
