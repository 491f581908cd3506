#include "cli/arguments.h"

#include <boost/program_options.hpp>
#include <sstream>

#include "cli/command.h"

namespace cli {
namespace {

namespace po = boost::program_options;

po::options_description VisibleOptions() {
  po::options_description options("Options");
  options.add_options()("help,h", "show this");
  return options;
}

std::string HelpText(const Usage& usage) {
  std::ostringstream text;
  text << "Usage: hcn-slice " << usage.command;
  for (const Positional& positional : usage.positionals) text << " " << positional.name;
  text << "\n\n" << usage.about << "\n\n";
  for (const Positional& positional : usage.positionals) {
    text << "  " << positional.name << "  " << positional.about << "\n";
  }
  if (!usage.positionals.empty()) text << "\n";
  text << VisibleOptions();
  return text.str();
}

po::variables_map Parse(const Usage& usage, const std::vector<std::string>& arguments) {
  po::options_description options = VisibleOptions();
  po::positional_options_description positions;
  for (const Positional& positional : usage.positionals) {
    const std::string name(positional.name);
    options.add_options()(name.c_str(), po::value<std::string>());
    positions.add(name.c_str(), 1);
  }
  po::variables_map values;
  po::store(po::command_line_parser(arguments).options(options).positional(positions).run(),
            values);
  return values;
}

std::map<std::string, std::string> Needed(const Usage& usage, const po::variables_map& values) {
  std::map<std::string, std::string> needed;
  for (const Positional& positional : usage.positionals) {
    const std::string name(positional.name);
    if (values.count(name) == 0) throw UsageError(std::string(usage.command) + " needs " + name);
    needed[name] = values[name].as<std::string>();
  }
  return needed;
}

}  // namespace

std::optional<std::map<std::string, std::string>> ParseArguments(
    const Usage& usage, const std::vector<std::string>& arguments, plugin::ProcessIo& io) {
  try {
    const po::variables_map values = Parse(usage, arguments);
    if (values.count("help") == 0) return Needed(usage, values);
  } catch (const po::error& error) {
    throw UsageError(std::string(usage.command) + ": " + error.what());
  }
  io.WriteOutput(HelpText(usage));
  return std::nullopt;
}

}  // namespace cli
