package io.eider.console;

import io.eider.api.log.LogLevel;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** Shows or sets the level of the log. */
@Service
@Command(
        scope = "eider",
        name = "log-level",
        description = "Shows the level of Eider's own log, or sets it until the next start")
public final class LogLevelCommand extends EiderCommand {
    @Argument(name = "level", description = "DEBUG, INFO, WARNING, ERROR or CRITICAL")
    @Completion(LogLevelCompleter.class)
    String level;

    @Override
    protected void run() throws CommandException {
        if (level != null) {
            LogLevel wanted = LogLevel.of(level)
                    .orElseThrow(() -> failure(
                            "There is no level " + level + "; there are " + String.join(", ", LogLevel.names()), null));
            services.logLevels(levels -> {
                levels.set(wanted);
                return wanted;
            });
        }
        LogLevel now = services.logLevels(levels -> levels.level());
        show(Json.object("level", now), "The level is " + now + ".");
    }
}
