using System.Text;
using IntegrationActors.Cli;

// Patterns of XML and JSON schemas are run by libraries that set no time limit of their own.
AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await new CliApp(Terminal.OfProcess()).RunAsync(args, CancellationToken.None);
