using System.Text;
using IntegrationActors.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await new CliApp(Terminal.OfProcess()).RunAsync(args, CancellationToken.None);
