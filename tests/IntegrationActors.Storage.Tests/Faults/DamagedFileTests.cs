using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Storage.Tests.Faults;

/// <summary>What a store does with files that are not as they were written.</summary>
public sealed class DamagedFileTests
{
    private const int Credentials = 60;
    private const int Flips = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(4096)]
    [InlineData(5000)]
    public async Task A_write_ahead_log_that_lost_its_end_takes_the_last_commit_with_it_and_nothing_before(int bytes)
    {
        using var snapshot = await TakeAsync();
        using var copy = snapshot.Copy();
        StoreSnapshot.Truncate(StoreSnapshot.WriteAheadLog(copy), bytes);

        await using var host = new StoreHost(copy.Path);

        Assert.True(await UnharmedAsync(host) >= Credentials - 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4000)]
    public async Task A_write_ahead_log_whose_end_is_torn_is_read_up_to_the_last_whole_commit(int fromEnd)
    {
        using var snapshot = await TakeAsync();
        using var copy = snapshot.Copy();
        var log = StoreSnapshot.WriteAheadLog(copy);
        StoreSnapshot.Flip(log, (8 * (new FileInfo(log).Length - fromEnd)) - 1);

        await using var host = new StoreHost(copy.Path);

        Assert.True(await UnharmedAsync(host) >= Credentials - 2);
    }

    [Fact]
    public async Task A_bit_that_flipped_never_changes_a_secret_unseen()
    {
        using var snapshot = await TakeAsync(isCheckpointed: true);
        var dice = new Random(3);
        var (refused, unreadable, missing) = (0, 0, 0);
        for (var i = 0; i < Flips; i++)
        {
            using var copy = snapshot.Copy();
            var database = StoreSnapshot.Database(copy);
            StoreSnapshot.Flip(database, dice.NextInt64(8 * new FileInfo(database).Length));
            try
            {
                await using var host = new StoreHost(copy.Path);
                missing += Credentials - await UnharmedAsync(host);
            }
            catch (Exception e) when (e is StoreDamagedException or StoreVersionException)
            {
                refused++;
            }
            catch (Exception e) when (e is DbException or CryptographicException)
            {
                unreadable++;
            }
        }

        // A name that changed is another credential, and the old one is missing: names are searched for, so they are not encrypted.
        Assert.InRange(refused, 1, Flips);
        Assert.InRange(unreadable, 1, Flips);
        Assert.InRange(missing, 0, Flips / 20);
    }

    [Fact]
    public async Task A_page_that_is_not_what_it_was_is_told_when_the_store_is_opened_after_a_crash()
    {
        using var snapshot = await TakeAsync(isCheckpointed: true);
        using var copy = snapshot.Copy();
        var database = StoreSnapshot.Database(copy);
        using (var file = new FileStream(database, FileMode.Open, FileAccess.Write))
        {
            file.Position = file.Length - 4096;
            file.Write(new byte[4096]);
        }

        await using var host = new StoreHost(copy.Path);

        var damage = Assert.ThrowsAny<StoreDamagedException>(() => host.Acme);
        Assert.Contains("restore the tenant from its last backup", damage.Message, StringComparison.Ordinal);
    }

    /// <summary>A store with credentials, as a kill leaves it; the database file has all but the last of them if it is checkpointed.</summary>
    private static async Task<StoreSnapshot> TakeAsync(bool isCheckpointed = false)
    {
        using var folder = new TempFolder();
        await using var host = new StoreHost(folder.Path);
        for (var i = 0; i < Credentials; i++)
        {
            if (isCheckpointed && i == Credentials - 1)
            {
                await host.ReopenAsync();
            }

            await host.Acme.Credentials.PutUserAsync(Name(i), "user", Password(i));
        }

        return new StoreSnapshot(folder.Path);
    }

    /// <summary>How many credentials are there, each with its password; another password is what may never be.</summary>
    private static async Task<int> UnharmedAsync(StoreHost host)
    {
        var found = 0;
        for (var i = 0; i < Credentials; i++)
        {
            if (await host.Acme.Credentials.FindAsync(Name(i), CancellationToken.None) is UserCredential credential)
            {
                Assert.Equal(Password(i), credential.Password);
                found++;
            }
        }

        return found;
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"credential-{number:000}");

    private static string Password(int number) => new((char)('a' + (number % 26)), 300);
}
