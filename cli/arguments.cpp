#include "cli/arguments.h"

#include <boost/program_options.hpp>
#include <sstream>

#include "cli/command.h"

namespace cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kRest = "the rest";  // no option that could be written

po::options_description VisibleOptions(const Usage& usage) {
  po::options_description options("Options");
  options.add_options()("help,h", "show this");
  for (const Option& option : usage.options) {
    const std::string name(option.name);
    const std::string about(option.about);
    if (option.value.empty()) {
      options.add_options()(name.c_str(), about.c_str());
    } else {
      const auto value = po::value<std::string>()->value_name(std::string(option.value));
      options.add_options()(name.c_str(), value, about.c_str());
    }
  }
  return options;
}

std::string HelpText(const Usage& usage) {
  std::ostringstream text;
  text << "Usage: hcn-slice " << usage.command;
  for (const Positional& positional : usage.positionals) text << " " << positional.name;
  if (!usage.rest.name.empty()) text << " [" << usage.rest.name << "...]";
  text << "\n\n" << usage.about << "\n\n";
  for (const Positional& positional : usage.positionals) {
    text << "  " << positional.name << "  " << positional.about << "\n";
  }
  if (!usage.positionals.empty()) text << "\n";
  text << VisibleOptions(usage);
  if (!usage.example.empty()) text << "\nExample: " << usage.example << "\n";
  return text.str();
}

std::string OptionWords(const Usage& usage) {
  std::string words = "--help\n";
  for (const Option& option : usage.options) words += "--" + std::string(option.name) + "\n";
  return words;
}

po::variables_map Parse(const Usage& usage, const std::vector<std::string>& arguments) {
  po::options_description options = VisibleOptions(usage);
  po::positional_options_description positions;
  for (const Positional& positional : usage.positionals) {
    const std::string name(positional.name);
    options.add_options()(name.c_str(), po::value<std::string>());
    positions.add(name.c_str(), 1);
  }
  if (!usage.rest.name.empty()) {
    options.add_options()(kRest, po::value<std::vector<std::string>>());
    positions.add(kRest, -1);
  }
  po::variables_map values;
  po::store(po::command_line_parser(arguments).options(options).positional(positions).run(),
            values);
  return values;
}

Values Given(const Usage& usage, const po::variables_map& values) {
  Values given;
  for (const Positional& positional : usage.positionals) {
    const std::string name(positional.name);
    if (values.count(name) == 0) throw UsageError(std::string(usage.command) + " needs " + name);
    given[name] = values[name].as<std::string>();
  }
  for (const Option& option : usage.options) {
    const std::string name(option.name);
    if (values.count(name) == 0) continue;
    given[name] = option.value.empty() ? "" : values[name].as<std::string>();
  }
  if (values.count(kRest) > 0) given.rest = values[kRest].as<std::vector<std::string>>();
  return given;
}

}  // namespace

std::optional<Values> ParseArguments(const Usage& usage, const std::vector<std::string>& arguments,
                                     plugin::ProcessIo& io) {
  if (!arguments.empty() && arguments.back() == kListWords) {
    io.WriteOutput(OptionWords(usage));
    return std::nullopt;
  }
  try {
    const po::variables_map values = Parse(usage, arguments);
    if (values.count("help") == 0) return Given(usage, values);
  } catch (const po::error& error) {
    throw UsageError(std::string(usage.command) + ": " + error.what());
  }
  io.WriteOutput(HelpText(usage));
  return std::nullopt;
}

}  // namespace cli
