using System.CommandLine;

namespace IntegrationActors.Cli;

/// <summary>Asks before something is lost for good; where nobody can be asked, <c>--yes</c> must say it.</summary>
internal sealed class Confirmation
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask" };

    public Option Option => _yes;

    /// <summary>Returns when it may be done.</summary>
    /// <exception cref="CliException">It may not.</exception>
    public void Require(Invocation run, string question)
    {
        if (run.Value(_yes))
        {
            return;
        }

        if (run.Terminal.Ask is not { } ask)
        {
            throw CliException.Usage($"{question} Nobody can be asked here; give --yes");
        }

        if (ask($"{question} [y/N] ") is not ("y" or "Y" or "yes"))
        {
            throw CliException.Negative("nothing was done");
        }
    }
}
